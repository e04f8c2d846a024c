"""Small edits of a numpy answer: an index off by one, a transpose, two arguments swapped, a comparison turned round."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from derive.model.term import Term
from derive.numpy_code import CodeFaultError, interpret

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.Lt: ast.Gt, ast.GtE: ast.LtE, ast.LtE: ast.GtE}
SIGNS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
MOST = 40
"""Edits that are tried."""
LONG = 150
"""Nodes of an answer above which none is."""


def mended(source: str, known: Mapping[str, Term], right: Callable[[Term], bool]) -> str:
    """The first small edit of an answer that is right; "" where there is none."""
    for position, text in enumerate(_edits(source)):
        if position >= MOST:
            break
        try:
            term = interpret(text, known)
        except CodeFaultError:
            continue
        if right(term):
            return text
    return ""


def _edits(source: str) -> Iterator[str]:
    try:
        count = sum(1 for _ in ast.walk(ast.parse(source, mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    if count > LONG:
        return
    for kind in (_shifted, _transposed, _swapped, _turned, _signed):
        for position in range(count):
            tree = ast.parse(source, mode="eval")
            node = list(ast.walk(tree))[position]
            for change in kind(node):
                new = _Replace(node, change).visit(tree)
                yield ast.unparse(ast.fix_missing_locations(new))


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.old:
            return self.new
        visited: ast.AST = super().visit(node)
        return visited


def _shifted(node: ast.AST) -> Iterator[ast.AST]:
    """``a[i]`` counts from 0: a[i - 1]."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name | ast.BinOp):
        if isinstance(node.slice, ast.BinOp) and isinstance(node.slice.right, ast.Constant) and node.slice.right.value == 1:
            yield ast.Subscript(node.value, node.slice.left, node.ctx)
        else:
            yield ast.Subscript(node.value, ast.BinOp(node.slice, ast.Sub(), ast.Constant(1)), node.ctx)


def _transposed(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value
    elif isinstance(node, ast.Name) and node.id not in {"np", "numpy"}:
        yield ast.Attribute(node, "T", ast.Load())


def _swapped(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and len(node.args) == 2:
        yield ast.Call(node.func, node.args[::-1], node.keywords)
        for name in ("dot", "outer"):
            if isinstance(node.func, ast.Attribute) and node.func.attr in {"dot", "outer", "matmul", "multiply"} - {name}:
                yield ast.Call(ast.Attribute(node.func.value, name, ast.Load()), node.args, node.keywords)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult | ast.Mult):
        yield ast.BinOp(node.left, ast.Mult() if isinstance(node.op, ast.MatMult) else ast.MatMult(), node.right)
        yield ast.BinOp(node.right, node.op, node.left)


def _turned(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED:
        yield ast.Compare(node.left, [TURNED[type(node.ops[0])]()], node.comparators)


def _signed(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        yield ast.BinOp(node.left, SIGNS[type(node.op)](), node.right)
