"""Tasks in processes of their own: what dies costs one step, what hangs is stopped, and the rest goes on in order."""

import os
import signal
import time
from pathlib import Path

import pytest

from derive.worker import Failure, Limits, Watch, run

FAST = Limits(step_seconds=4.0, seconds=60.0, patience=3.0, megabytes=300, deaths=3)


def steps_of(*steps):
    """A task that does each step in turn and returns what became of them."""

    def task(watch: Watch) -> list[str]:
        found = []
        for name, work in steps:
            lost = watch.begins(name)
            if lost:
                found.append(f"{name}: {lost}")
                continue
            work()
            watch.ends()
            found.append(f"{name}: done")
        return found

    return task


def nothing():
    pass


def hang():
    time.sleep(30)


def compute():
    while True:
        pass


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def abort():
    os.abort()


def bomb():
    held = []
    while True:
        held.append(bytearray(8_000_000))


@pytest.mark.parametrize(
    ("work", "reason"),
    [(kill, "killed by SIGKILL"), (hang, "stopped after 4 s"), (compute, "stopped after 4 s"), (bomb, "out of memory"), (abort, "out of memory")],
)
def test_a_step_that_dies_costs_that_step_alone(work, reason):
    ((before, lost, after),) = run([steps_of(("a", nothing), ("b", work), ("c", nothing))], FAST)
    assert before == "a: done"
    assert lost.startswith("b: ")
    assert reason in lost
    assert after == "c: done"


def test_results_come_in_order_whatever_the_number_of_processes():
    tasks = [steps_of((f"{n}", (lambda n=n: time.sleep(0.05 * (4 - n))))) for n in range(4)]
    wanted = [[f"{n}: done"] for n in range(4)]
    assert list(run(tasks, FAST, jobs=1)) == wanted
    assert list(run(tasks, FAST, jobs=3)) == wanted


def test_a_task_that_always_dies_between_its_steps_is_given_up_and_the_others_go_on():
    def dies(_watch: Watch) -> None:
        kill()

    first, second = run([dies, steps_of(("a", nothing))], FAST, jobs=2)
    assert isinstance(first, Failure)
    assert "SIGKILL" in first.reason
    assert second == ["a: done"]


def test_a_death_between_steps_costs_nothing_where_it_does_not_come_again(tmp_path):
    def dies_once(watch: Watch) -> str:
        watch.begins("a")
        watch.ends()
        if not (tmp_path / "died").exists():
            (tmp_path / "died").touch()
            kill()
        return "done"

    assert list(run([dies_once], FAST)) == ["done"]
    assert (tmp_path / "died").exists()


def test_a_step_that_nothing_can_do_without_is_tried_again(tmp_path):
    def needed(watch: Watch, deaths: int) -> str:
        lost = watch.begins("reading", tries=2)
        if lost:
            return lost
        if len(list(tmp_path.iterdir())) < deaths:
            (tmp_path / str(os.getpid())).touch()
            kill()
        watch.ends()
        return "read"

    assert list(run([lambda watch: needed(watch, 1)], FAST)) == ["read"]
    (found,) = run([lambda watch: needed(watch, 3)], FAST)
    assert "SIGKILL" in found


def test_what_took_too_long_is_not_tried_again():
    start = time.monotonic()

    def slow(watch: Watch) -> str:
        lost = watch.begins("reading", tries=2)
        if not lost:
            time.sleep(60)
        return lost

    assert list(run([slow], Limits(step_seconds=1.0, patience=2.0))) == ["stopped after 1 s"]
    assert time.monotonic() - start < 20


def test_whoever_asks_hears_of_every_step():
    heard = []
    list(run([steps_of(("a", nothing), ("b", nothing)), steps_of(("c", nothing))], FAST, told=lambda number, step: heard.append((number, step))))
    assert heard == [(0, "a"), (0, "b"), (1, "c")]


def test_a_task_that_kills_too_often_is_given_up():
    (found,) = run([steps_of(*((f"s{n}", kill) for n in range(9)))], FAST)
    assert isinstance(found, Failure)


def test_a_task_that_takes_too_long_in_all_is_stopped():
    start = time.monotonic()
    (found,) = run([lambda _watch: time.sleep(30)], Limits(seconds=0.5, patience=1.0))
    assert isinstance(found, Failure)
    assert "0.5 s" in found.reason
    assert time.monotonic() - start < 10


def test_an_error_of_the_task_arrives_with_its_type():
    def raises(_watch: Watch) -> None:
        raise FileNotFoundError("no such thing")

    (found,) = run([raises], FAST)
    assert isinstance(found.error, FileNotFoundError)


def test_a_result_that_cannot_be_sent_is_a_failure():
    (found,) = run([lambda _watch: (lambda: None)], FAST)
    assert isinstance(found, Failure)


def test_no_task_no_result():
    assert list(run([], FAST)) == []


def test_the_watcher_stays_small_while_a_process_fills_its_memory():
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc here")
    before = resident()
    list(run([steps_of(("bomb", bomb))], FAST))
    assert resident() - before < 50_000_000


def test_without_a_line_nothing_is_skipped_or_announced():
    assert steps_of(("a", nothing))(Watch()) == ["a: done"]
