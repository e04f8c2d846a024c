"""Which lines of derive an input was the first to reach; each line is noticed once, so that looking costs next to nothing. Python 3.12 and later."""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType

import derive

HOME = str(Path(derive.__file__).resolve().parent)
TOOL = 3


class NewLines:
    """Counts the lines of derive that were never reached before."""

    def __init__(self) -> None:
        self.found = 0
        self.possible = hasattr(sys, "monitoring")

    def __enter__(self) -> NewLines:
        if self.possible:
            sys.monitoring.use_tool_id(TOOL, "fuzzing")
            sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, self._line)
            sys.monitoring.set_events(TOOL, sys.monitoring.events.LINE)
        return self

    def __exit__(self, *_: object) -> None:
        if self.possible:
            sys.monitoring.set_events(TOOL, 0)
            sys.monitoring.free_tool_id(TOOL)

    def _line(self, code: CodeType, _number: int) -> object:
        self.found += code.co_filename.startswith(HOME)
        return sys.monitoring.DISABLE

    def taken(self) -> int:
        """How many since this was last asked."""
        found, self.found = self.found, 0
        return found
