"""The grammar of mathematics: LaTeX as people (and OCR) write it, to terms with exact spans. Fails closed on what it does not know.

File structure, in reading order: ``tokens`` cuts the source, ``lookup`` knows the symbols, ``expressions`` is the grammar, ``scripts`` reads indices, powers and
labels, ``calculus`` derivatives, ``layouts`` case distinctions and matrices, ``formula`` splits a formula into statements.
"""

from derive.read.math.formula import Reading, read_formula

__all__ = ["Reading", "read_formula"]
