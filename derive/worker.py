"""Tasks in processes of their own, each of which can be killed without harm to the others.

FLINT neither honours signals while it computes nor survives running out of memory, so a bound that holds has to come from outside. A task announces each step that
it begins (an obligation). Where its process dies, or exceeds a limit, in a step, a new process does the task again and is told not to try that step: what is lost is
that step alone. Tasks are deterministic, so the second run meets the same steps by the same names. What a task cannot do without (reading), and what stands between
steps, is tried once more before the task is given up: whoever killed the process may have meant another.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import clock_gettime, monotonic
from typing import Any

Task = Callable[["Watch"], Any]
"""What a process does: a function that announces its steps to the watch and returns something that can be pickled."""
Told = Callable[[int, str], None]
"""Hears the number of a task and the step that it begins."""

LOOK_AGAIN = 0.2
"""After so many seconds without a word, the time that the processes have used is looked at."""
BETWEEN = 2
"""So many processes may die between steps."""
OUT_OF_MEMORY = 77
"""The exit status of a process that Python itself could not give more memory (FLINT aborts instead)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may use."""

    step_seconds: float = 10.0
    """Processor time of one step: a busy machine does not change what is decided."""
    seconds: float = 180.0
    """Processor time of one run of a task."""
    patience: float = 10.0
    """How many times longer, by the clock on the wall, a step or all runs of a task may take; for what waits and does not compute."""
    megabytes: int = 150
    """Data that a process may add to what it starts with; the largest of the hand-ins that we know adds 70."""
    deaths: int = 6
    """So many steps may kill their process before the task itself is given up."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that came to no end: one line that says why."""

    reason: str
    error: BaseException | None = None
    """What the task raised, where it raised something."""


class Watch:
    """The line from a task to whoever watches it; without a line, in-process, nothing is announced and nothing is skipped."""

    def __init__(self, line: Connection | None = None, lost: Mapping[str, str] | None = None) -> None:
        self.line = line
        self.lost = lost or {}

    def begins(self, step: str, tries: int = 1) -> str:
        """Announce a step, which so many processes may die of; the reason why it must not be tried, where they did."""
        if self.line is not None and step not in self.lost:
            self.line.send(("begins", (step, tries)))
        return self.lost.get(step, "")

    def ends(self) -> None:
        """Announce that the step is over."""
        if self.line is not None:
            self.line.send(("ends", None))


@dataclass(slots=True)
class _Run:
    """A task that is under way: its present process, and what earlier ones died of."""

    number: int
    task: Task
    until: float
    """When it has to be over by the clock on the wall."""
    lost: dict[str, str] = field(default_factory=dict)
    deaths: Counter[str] = field(default_factory=Counter)
    """How many processes each step has cost; "" stands for what is between steps."""
    step: str = ""
    tries: int = BETWEEN
    """How many processes may die of the present step."""
    started: float = 0.0
    """When its process started, by the clock on the wall."""
    began: float = 0.0
    """When its step began, by the clock on the wall."""
    used: float = 0.0
    """The processor time that the process had used when its step began."""
    line: Any = None
    process: BaseProcess | None = None


def run(tasks: Sequence[Task], limits: Limits = Limits(), jobs: int = 1, told: Told | None = None) -> Iterator[Any]:
    """The results of tasks in their order, a Failure for each that has none; at most ``jobs`` processes at a time. ``told`` hears of every step that begins."""
    waiting, running, results, next_one = list(enumerate(tasks)), list[_Run](), dict[int, Any](), 0
    try:
        while waiting or running or next_one in results:
            while next_one in results:
                yield results.pop(next_one)
                next_one += 1
            while waiting and len(running) < max(1, jobs):
                number, task = waiting.pop(0)
                running.append(_start(_Run(number, task, monotonic() + limits.seconds * limits.patience), limits))
            if not running:
                continue
            ready = wait([own.line for own in running], LOOK_AGAIN)
            for own in list(running):
                outcome = _heard(own, limits, told) if own.line in ready else _late(own, limits)
                if outcome is not None:
                    results[own.number] = outcome[0]
                    running.remove(own)
    finally:
        for own in running:
            _stop(own)


def _start(own: _Run, limits: Limits) -> _Run:
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    here, there = context.Pipe(duplex=False)
    own.process = context.Process(target=_work, args=(own.task, there, dict(own.lost), limits), daemon=True)
    own.process.start()
    there.close()
    own.line, own.step, own.tries, own.started = here, "", BETWEEN, monotonic()
    return own


def _stop(own: _Run) -> int:
    """End the process of a run; its exit status."""
    assert own.process is not None
    own.process.kill()
    own.process.join()
    own.line.close()
    return own.process.exitcode or 0


def _heard(own: _Run, limits: Limits, told: Told | None) -> tuple[Any] | None:
    """What the process said: the outcome of its task in a tuple, None while it goes on."""
    try:
        word, content = own.line.recv()
    except (EOFError, OSError):
        assert own.process is not None
        own.process.join()
        return _died(own, _of_status(_stop(own)), limits)
    if word == "begins":
        own.step, own.tries = content
        own.began, own.used = monotonic(), _processor_seconds(own)
        if told is not None:
            told(own.number, own.step)
    elif word == "ends":
        own.step, own.tries = "", BETWEEN
    else:
        _stop(own)
        return (content,)
    return None


def _late(own: _Run, limits: Limits) -> tuple[Any] | None:
    """The outcome where a run has used up its time, None where it has not."""
    now, used = monotonic(), _processor_seconds(own)
    if now >= own.until or used >= limits.seconds:
        _stop(own)
        return (Failure(f"stopped after {limits.seconds:g} s"),)
    if own.step and (used - own.used >= limits.step_seconds or now - own.began >= limits.step_seconds * limits.patience):
        _stop(own)
        own.tries = 1  # what took too long would do so again
        return _died(own, f"stopped after {limits.step_seconds:g} s", limits)
    return None


def _processor_seconds(own: _Run) -> float:
    """The processor time that a process has used; where it cannot be asked, the time since it started."""
    assert own.process is not None
    if sys.platform == "linux":
        try:
            return clock_gettime((~(own.process.pid or 0) << 3) | 2)  # the clock of another process, as clock_getcpuclockid(3) makes its number
        except OSError:
            return 0.0
    return monotonic() - own.started


def _died(own: _Run, reason: str, limits: Limits) -> tuple[Any] | None:
    """A new process, without the step that has killed as many as it may; a Failure where that was no step, or too many steps did so."""
    own.deaths[own.step] += 1
    if own.deaths[own.step] >= own.tries:
        if not own.step or len(own.lost) >= limits.deaths:
            return (Failure(reason),)
        own.lost[own.step] = reason
    _start(own, limits)
    return None


def _of_status(status: int) -> str:
    if status in {-signal.SIGABRT, OUT_OF_MEMORY}:
        return "its process ran out of memory"
    return f"its process was killed by {signal.Signals(-status).name}" if status < 0 else f"its process ended with status {status}"


def _work(task: Task, line: Connection, lost: Mapping[str, str], limits: Limits) -> None:
    """The life of a process: one task within its memory, and within its time even where nobody is left to stop it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        most = _data_held() + (limits.megabytes << 20)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + 2, int(limits.seconds) + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        result: Any = task(Watch(line, lost))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - whoever asked for the task decides what its error means
        result = Failure(f"{type(error).__name__}: {error}", error)
    try:
        line.send(("result", result))
    except Exception as error:  # noqa: BLE001 - what cannot be sent is a failure too, and must not look like a death
        line.send(("result", Failure(f"{type(error).__name__}: {error}")))


def _data_held() -> int:
    """Bytes of data that this process holds: a fork starts with those of its parent."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
