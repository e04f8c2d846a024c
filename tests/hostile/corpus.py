"""Hand-ins that nobody means well with: names and bytes, made when they are needed."""

from __future__ import annotations

OK = "# 1\n\n$x+x=2x$\n\n"


def _formula(source: str) -> bytes:
    return f"{OK}$ {source} $\n".encode("utf-8", "surrogatepass")


def _laughs() -> bytes:
    doubling = "".join("\\newcommand{\\m" + chr(97 + n) + "}{" + ("\\m" + chr(98 + n)) * 4 + "}" for n in range(20))
    return ("\\documentclass{article}" + doubling + "\\newcommand{\\mu}{x}\\begin{document}$\\ma=1$ $x=x$\\end{document}").encode()


GRADED: dict[str, bytes] = {
    "parentheses.md": _formula("(" * 20_000 + "x" + ")" * 20_000 + " = x"),
    "fractions.md": _formula("\\frac{1}{" * 3_000 + "x" + "}" * 3_000 + " = x"),
    "towers.md": b"".join(map(_formula, ["9^{9^{9^9}} = 1", "2^{2^{100}} = 3", "(x+y)^{100000} = x", "9^{9^9} = 9^{9^9} + 1", "(1+x)^{9^9} = 1", "2^{1/1000000007} = 1"])),
    "factorials.md": b"".join(map(_formula, ["10000000! = 3", "(10^{10})! = 1", "\\binom{10^9}{5\\cdot 10^8} = 2"])),
    "sums.md": b"".join(map(_formula, ["\\sum_{i=1}^{5000000000} i^2 = 7", "\\prod_{i=1}^{10^{12}} i = 1", "\\sum_{i=1}^{10^9} \\sum_{j=1}^{10^9} \\frac{1}{i+j} = 2"])),
    "powers.md": b"".join(map(_formula, ["(a+b+c+d+e+f)^{60} = 1", "((x+1)^{1000})^{1000} = (x+1)^{1000000}", "((x+y)^{50}+(z+w)^{50})^{50} = 1"])),
    "sizes.md": b"Soit $A \\in \\mathbb{R}^{1000000 \\times 1000000}$. $A^T A = A A^T$, $\\det A = 1$\n",
    "digits.md": _formula("9" * 100_000 + " = 1"),
    "line.md": (OK + "$" + "x+" * 2_000_000 + "x = 1$").encode(),
    "chain.md": _formula("x=" * 20_000 + "x"),
    "dollars.md": (OK + "$" * 200_000).encode(),
    "directions.md": _formula("x\u202e = 1\u202c$ $\u200bx\u200d = x\ufeff"),
    "surrogate.md": _formula("x = \ud800x"),
    "returns.md": OK.replace("\n", "\r").encode(),
    "windows.md": OK.replace("\n", "\r\n").encode(),
    "marked.md": b"\xef\xbb\xbf" + OK.encode(),
    "sixteen.md": OK.encode("utf-16"),
    "bytes.md": OK.encode() + bytes(range(128, 256)) * 20 + b"$x=\xff\xfe$\n",
    "twice.ipynb": b'{"cells":[{"cell_type":"markdown","source":"$x=x$","source":"$x=x+1$"}],"nbformat":4,"nbformat":5}',
    "macros.tex": b"\\documentclass{article}\\newcommand{\\a}{\\a\\a}\\def\\b{\\c}\\def\\c{\\b}\\newcommand{\\d}[1]{\\d{#1#1}}\\begin{document}$\\a=\\b$ $\\d{x}=x$ $x=x$\\end{document}",
    "laughs.tex": _laughs(),
}
"""Each gets a report."""

REFUSED: dict[str, bytes] = {
    "empty.md": b"",
    "nul.md": b"$x\0=\0x$\0\n",
    "deep.ipynb": b"[" * 200_000,
    "deeper.ipynb": b'{"cells":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "number.ipynb": b'{"cells":[{"cell_type":"markdown","source":"$x=x$"}],"nbformat":' + b"9" * 100_000 + b"}",
    "cells.ipynb": b'{"cells":[1,null,{"cell_type":5},{"cell_type":"markdown","source":[1,null]}]}',
    "entries.md": (OK + "$A = \\begin{pmatrix}" + "\\\\".join(["&".join(["1"] * 1000)] * 1000) + "\\end{pmatrix}$").encode(),
}
"""Each gets one line that says why it has no report; of the last, a report is as good."""
