"""The interpreter of numpy expressions: names from an environment, a fixed table of functions, nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from derive.model.term import Term
from derive.numpy_code import arrays
from derive.numpy_code.names import NUMPY_NAMES
from derive.terms.build import ONE, ZERO, add, call, div, mul, num, power, sqrt, sub
from derive.terms.shapes import ShapeMismatchError, shape

OPERATORS: dict[type, Callable[[Term, Term], Term]] = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: div}
NAMED_OPERATORS: dict[str, Callable[[Term, Term], Term]] = {"multiply": mul, "add": add, "subtract": sub, "divide": div}
SIGNS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "=", ast.NotEq: "!="}
ENTRYWISE = {"exp", "log", "abs", "sign", "tanh", "sin", "cos", "sinh", "cosh", "absolute"}
MAX_LENGTH = 4000


class CodeFaultError(Exception):
    """What is wrong with a snippet: its kind (syntax, unknown_function, unknown_name, shape, unsupported), the name, the nearest real one, the column."""

    def __init__(self, kind: str, name: str, suggestion: str = "", column: int = 0, end: int = 0) -> None:
        super().__init__(f"{kind}: {name}" + (f" (nearest: {suggestion})" if suggestion else ""))
        self.kind, self.name, self.suggestion, self.column, self.end = kind, name, suggestion, column, end


def interpret(source: str, environment: Mapping[str, Term]) -> Term:
    """The array term of a numpy expression (or of the right side of one assignment); a CodeFaultError where it has none.

    >>> from derive.terms.build import arr, sym
    >>> interpret("np.zeroes(3)", {})
    Traceback (most recent call last):
    derive.numpy_code.interpreter.CodeFaultError: unknown_function: np.zeroes (nearest: np.zeros)
    """
    if len(source) > MAX_LENGTH:
        raise CodeFaultError("unsupported", "a snippet this long")
    try:
        tree = ast.parse(source.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CodeFaultError("syntax", str(getattr(error, "msg", error)), column=(getattr(error, "offset", 1) or 1) - 1) from None
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr | ast.Assign):
        raise CodeFaultError("unsupported", "more than one expression")
    faults = list(_unknown(tree))
    if faults:
        raise faults[0]
    try:
        return _Interpreter(environment).ev(tree.body[0].value)
    except (arrays.ShapeFaultError, ShapeMismatchError) as fault:
        raise CodeFaultError("shape", str(fault)) from None
    except RecursionError:
        raise CodeFaultError("unsupported", "nesting this deep") from None


def faults(source: str) -> list[CodeFaultError]:
    """All unknown numpy functions of a snippet, whether or not the rest can be interpreted."""
    try:
        return list(_unknown(ast.parse(source.strip())))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _unknown(tree: ast.AST) -> list[CodeFaultError]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"np", "numpy"} and node.attr not in NUMPY_NAMES:
            near = get_close_matches(node.attr, NUMPY_NAMES, n=1)
            suggestion = f"{node.value.id}.{near[0]}" if near else ""
            found.append(CodeFaultError("unknown_function", f"{node.value.id}.{node.attr}", suggestion, node.col_offset, node.end_col_offset or 0))
    return found


class _Interpreter:
    def __init__(self, environment: Mapping[str, Term]) -> None:
        self.environment = environment

    def ev(self, node: ast.expr) -> Term:
        match node:
            case ast.Constant(value=bool()):
                return ONE if node.value else ZERO
            case ast.Constant(value=int() | float()):
                return num(Fraction(str(node.value)))
            case ast.Name():
                if node.id not in self.environment:
                    raise CodeFaultError("unknown_name", node.id, column=node.col_offset, end=node.end_col_offset or 0)
                return self.environment[node.id]
            case ast.UnaryOp(op=ast.USub()):
                return arrays.negated(self.ev(node.operand))
            case ast.BinOp(op=ast.MatMult()):
                return arrays.dot(self.ev(node.left), self.ev(node.right))
            case ast.BinOp(op=ast.Pow()):
                return arrays.broadcast(self.ev(node.left), self.ev(node.right), power)
            case ast.BinOp() if type(node.op) in OPERATORS:
                return arrays.broadcast(self.ev(node.left), self.ev(node.right), OPERATORS[type(node.op)])
            case ast.Compare(ops=[op], comparators=[right]) if type(op) in SIGNS:
                return arrays.compared(self.ev(node.left), self.ev(right), SIGNS[type(op)])
            case ast.Attribute(attr="T"):
                return arrays.transposed(self.ev(node.value))
            case ast.Subscript():
                return self._item(self.ev(node.value), node.slice)
            case ast.Call():
                return self._call(node)
        raise CodeFaultError("unsupported", ast.unparse(node)[:60], column=node.col_offset, end=node.end_col_offset or 0)

    def _item(self, array: Term, index: ast.expr) -> Term:
        parts = list(index.elts) if isinstance(index, ast.Tuple) else [index]
        dims = list(shape(array))
        picks: list[Any] = []
        for part in parts:
            if isinstance(part, ast.Slice) and part.lower is part.upper is part.step is None:
                picks.append("all")
            elif (isinstance(part, ast.Constant) and part.value is None) or (isinstance(part, ast.Attribute) and part.attr == "newaxis"):
                picks.append("new")
            elif isinstance(part, ast.Slice):
                raise CodeFaultError("unsupported", ast.unparse(part))
            else:
                value = self.ev(part)
                picks.append(add(value, ONE) if value.op != "num" or value.value >= 0 else add(dims[0], value, ONE))
        picks += ["all"] * (len(dims) - sum(p != "new" for p in picks))
        if sum(p != "new" for p in picks) > len(dims):
            raise CodeFaultError("shape", f"too many indices for {len(dims)} dimensions")
        result: list[Term] = []
        source: list[Term | None] = []
        rest = iter(dims)
        for pick in picks:
            if pick == "new":
                result.append(ONE)
                source.append(None)
            elif pick == "all":
                result.append(next(rest))
                source.append(None)
            else:
                next(rest)
                source.append(pick)

        def body(indices: list[Term]) -> Term:
            queue = iter(indices)
            own = []
            for pick, fixed in zip(picks, source, strict=True):
                if fixed is not None:
                    own.append(fixed)
                elif pick == "new":
                    next(queue)
                else:
                    own.append(next(queue))
            return arrays.element(array, own)

        return arrays.by_entries(tuple(result), body)

    def _call(self, node: ast.Call) -> Term:
        keywords = {k.arg: k.value for k in node.keywords}
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id in {"np", "numpy"}:
            return self._function(node.func.attr, node.args, keywords, node)
        if isinstance(node.func, ast.Attribute):
            return self._function(node.func.attr, [node.func.value, *node.args], keywords, node)
        raise CodeFaultError("unsupported", ast.unparse(node.func)[:60], column=node.col_offset, end=node.end_col_offset or 0)

    def _function(self, name: str, args: list[ast.expr], keywords: dict[str | None, ast.expr], node: ast.Call) -> Term:
        if name in {"zeros", "ones"}:
            return Term("fill", (ZERO if name == "zeros" else ONE, *self._sizes(args)))
        if name == "reshape":
            return arrays.reshaped(self.ev(args[0]), [None if s == num(-1) else s for s in self._sizes(args[1:])])
        if name in {"concatenate", "vstack"} and isinstance(args[0], ast.Tuple | ast.List):
            blocks = [self.ev(part) for part in args[0].elts]
            return arrays.joined(blocks)
        values = [self.ev(part) for part in args]
        match name:
            case "eye" | "identity":
                return Term("eye", (values[0],))
            case "outer":
                return arrays.outer(*values)
            case "dot" | "matmul":
                return arrays.dot(*values)
            case "transpose":
                return arrays.transposed(values[0])
            case "sum" | "mean":
                axis = self._axis(keywords.get("axis"), values[1:])
                total = arrays.summed(values[0], axis)
                if name == "sum":
                    return total
                dims = shape(values[0])
                count = mul(*dims) if axis is None else dims[axis]
                return arrays.mapped(total, lambda part: div(part, count))
            case "maximum" | "minimum":
                return arrays.broadcast(values[0], values[1], lambda a, b: call(name[:3], a, b))
            case "multiply" | "add" | "subtract" | "divide":
                return arrays.broadcast(values[0], values[1], NAMED_OPERATORS[name])
            case "where" if len(values) == 3:
                return self._where(values)
            case "sqrt":
                return arrays.mapped(values[0], sqrt)
            case "square":
                return arrays.mapped(values[0], lambda part: power(part, 2))
            case "diag":
                return Term("diag", (values[0],))
            case "copy" | "array" | "asarray":
                return values[0]
        if name in ENTRYWISE:
            return arrays.mapped(values[0], lambda part: call("abs" if name == "absolute" else name, part))
        raise CodeFaultError("unsupported", f"np.{name}", column=node.col_offset, end=node.end_col_offset or 0)

    def _where(self, values: list[Term]) -> Term:
        picked = arrays.broadcast(values[0], values[1], mul)
        rest = arrays.broadcast(arrays.broadcast(ONE, values[0], sub), values[2], mul)
        return arrays.broadcast(picked, rest, add)

    def _sizes(self, args: list[ast.expr]) -> list[Term]:
        if len(args) == 1 and isinstance(args[0], ast.Tuple | ast.List):
            args = list(args[0].elts)
        return [self.ev(part) for part in args]

    def _axis(self, keyword: ast.expr | None, rest: list[Term]) -> int | None:
        value = self.ev(keyword) if keyword is not None else rest[0] if rest else None
        return None if value is None else int(value.value)
