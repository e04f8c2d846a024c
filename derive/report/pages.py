"""The page of each finding's code: what it means, an example that yields it and one that does not (``pages.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WORDS = {"fr": ("À signaler", "Juste"), "en": ("Yields it", "Does not")}


@dataclass(frozen=True, slots=True)
class Page:
    """What a code means."""

    code: str
    fr: str
    en: str
    wrong: str
    """A hand-in that yields the code."""
    right: str
    """One that does not."""
    assignment: str | None = None
    file: str = "example.md"
    """The name that says in which format the examples are."""

    def text(self, language: str) -> str:
        """The page for a terminal."""
        bad, good = WORDS[language]
        colon = " :" if language == "fr" else ":"
        meaning = self.fr if language == "fr" else self.en
        return f"{self.code}\n\n{meaning}\n\n{bad}{colon}\n{_indented(self.wrong)}\n\n{good}{colon}\n{_indented(self.right)}"


@cache
def pages() -> dict[str, Page]:
    """All pages by code."""
    table = tomllib.loads(files("derive.report").joinpath("pages.toml").read_text(encoding="utf-8"))
    return {code: Page(code, **entry) for code, entry in table.items()}


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip("\n").splitlines())
