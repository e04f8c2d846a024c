"""latex2sympy2 as a second reader of one formula: its own grammar in SLL prediction mode, up to the end of the formula, with its global state reset before each call."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


class NoSecondReadingError(Exception):
    """latex2sympy2 cannot be asked about this formula."""


_parser: list[Callable[[str], Any]] = []


def parsed(source: str) -> Any:
    """The SymPy expression of one formula, by latex2sympy2's own grammar up to its end."""
    if not _parser:
        _parser.append(_load())
    return _parser[0](source)


def _load() -> Callable[[str], Any]:
    if "typing.io" not in sys.modules and sys.version_info >= (3, 13):
        import types
        import typing

        shim = types.ModuleType("typing.io")
        shim.TextIO = typing.TextIO  # type: ignore[attr-defined]
        sys.modules["typing.io"] = shim
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import latex2sympy2 as library
        from antlr4 import CommonTokenStream, InputStream
        from antlr4.atn.PredictionMode import PredictionMode
        from antlr4.error.ErrorListener import ErrorListener
        from gen.PSLexer import PSLexer
        from gen.PSParser import PSParser

    class Listener(ErrorListener):  # type: ignore[misc]
        def syntaxError(self, *_: Any) -> None:  # noqa: N802
            raise NoSecondReadingError

    def parse(source: str) -> Any:
        """One relation, asked for by its rule: to tell it from a list of relations, the grammar's first rule would look at the whole formula twice."""
        library.var, library.variances = {}, {}
        lexer = PSLexer(InputStream(source))
        lexer.removeErrorListeners()
        lexer.addErrorListener(Listener())
        stream = CommonTokenStream(lexer)
        parser = PSParser(stream)
        parser.removeErrorListeners()
        parser.addErrorListener(Listener())
        parser._interp.predictionMode = PredictionMode.SLL
        try:
            tree = parser.relation()
            if stream.LA(1) != -1:
                raise NoSecondReadingError
            return library.convert_relation(tree)
        except NoSecondReadingError:
            raise
        except Exception as error:
            raise NoSecondReadingError from error

    return parse
