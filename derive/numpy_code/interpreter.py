"""The interpreter of numpy expressions: names from an environment, a fixed table of functions, nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from derive.model.term import Term
from derive.numpy_code import arrays, functions
from derive.numpy_code.names import NUMPY_NAMES
from derive.numpy_code.snippet import tree_of
from derive.terms.build import ONE, ZERO, add, div, mul, num, power, sub
from derive.terms.shapes import Shape, ShapeMismatchError, shape

OPERATORS: dict[type, Callable[[Term, Term], Term]] = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: div}
SIGNS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "=", ast.NotEq: "!="}
JOINING = frozenset({"concatenate", "vstack", "hstack", "stack", "column_stack"})
MODULES = frozenset({"np", "numpy"})
MAX_POWER = 64
MAX_NODES = 400
MAX_LENGTH = 4000


class CodeFaultError(Exception):
    """What is wrong with a snippet: its kind (syntax, unknown_function, unknown_name, shape, unsupported), the name, the nearest real one, the column."""

    def __init__(self, kind: str, name: str, suggestion: str = "", column: int = 0, end: int = 0, shapes: tuple[Shape, Shape, str] | None = None) -> None:
        super().__init__(f"{kind}: {name}" + (f" (nearest: {suggestion})" if suggestion else ""))
        self.shapes = shapes
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
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise CodeFaultError("unsupported", "a snippet this long")
    try:
        return _Interpreter(environment).ev(tree.body[0].value)
    except arrays.ShapeFaultError as fault:
        raise CodeFaultError("shape", str(fault), shapes=(fault.first, fault.second, fault.where) if fault.where else None) from None
    except ShapeMismatchError as fault:
        raise CodeFaultError("shape", str(fault)) from None
    except arrays.UnsupportedCallError as call:
        raise CodeFaultError("unsupported", str(call)) from None
    except RecursionError:
        raise CodeFaultError("unsupported", "nesting this deep") from None


def faults(source: str) -> list[CodeFaultError]:
    """All unknown numpy functions of a snippet, whether or not the rest can be interpreted."""
    tree = tree_of(source.strip())
    return [] if tree is None else list(_unknown(tree))


def _unknown(tree: ast.AST) -> list[CodeFaultError]:
    found = []
    other = set(_not_numpy(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in MODULES - other and node.attr not in NUMPY_NAMES:
            near = get_close_matches(node.attr, NUMPY_NAMES, n=1)
            suggestion = f"{node.value.id}.{near[0]}" if near else ""
            found.append(CodeFaultError("unknown_function", f"{node.value.id}.{node.attr}", suggestion, node.col_offset, node.end_col_offset or 0))
    return found


def _not_numpy(tree: ast.AST) -> Iterator[str]:
    """The names np or numpy where the snippet itself makes them something else."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None)
            yield from (alias.asname or alias.name for alias in node.names if module or alias.name != "numpy")
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


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
                value = self.ev(node.operand)
                return num(-value.value) if value.op == "num" else arrays.negated(value)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.ev(node.operand)
            case ast.BinOp(op=ast.MatMult()):
                return functions.matmul(self.ev(node.left), self.ev(node.right))
            case ast.BinOp(op=ast.Pow()):
                exponent = self.ev(node.right)
                if exponent.op == "num" and abs(exponent.value) > MAX_POWER:
                    raise _unsupported(node)
                return arrays.broadcast(self.ev(node.left), exponent, power)
            case ast.BinOp() if type(node.op) in OPERATORS:
                return arrays.broadcast(self.ev(node.left), self.ev(node.right), OPERATORS[type(node.op)])
            case ast.Compare(ops=[op], comparators=[right]) if type(op) in SIGNS:
                return arrays.compared(self.ev(node.left), self.ev(right), SIGNS[type(op)])
            case ast.Attribute(attr="T"):
                return arrays.transposed(self.ev(node.value))
            case ast.Subscript(value=ast.Attribute(attr="shape", value=array), slice=ast.Constant(value=int() as axis)):
                return self._size(array, axis, node)
            case ast.Subscript():
                return self._item(self.ev(node.value), node.slice)
            case ast.Call():
                return self._call(node)
        raise _unsupported(node)

    def _item(self, array: Term, index: ast.expr) -> Term:
        parts = list(index.elts) if isinstance(index, ast.Tuple) else [index]
        dims = list(shape(array))
        picks: list[Any] = []
        for part in parts:
            if isinstance(part, ast.Slice) and part.lower is part.upper is part.step is None:
                picks.append("all")
            elif (isinstance(part, ast.Constant) and part.value is None) or (isinstance(part, ast.Attribute) and part.attr == "newaxis"):
                picks.append("new")
            else:
                if isinstance(part, ast.Slice) or not dims:
                    raise _unsupported(index)
                value = self.ev(part)
                if shape(value) or isinstance(part, ast.Compare) or (isinstance(part, ast.Constant) and isinstance(part.value, bool)):
                    raise _unsupported(index)
                axis = min(sum(p != "new" for p in picks), len(dims) - 1)
                picks.append(add(value, ONE) if value.op != "num" or value.value >= 0 else add(dims[axis], value, ONE))
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
        if any(isinstance(part, ast.Starred) for part in node.args) or not isinstance(node.func, ast.Attribute):
            if isinstance(node.func, ast.Name) and node.func.id == "len" and len(node.args) == 1:
                return self._size(node.args[0], 0, node)
            if isinstance(node.func, ast.Name) and node.func.id in {"float", "abs", "sum"} and len(node.args) == 1 and not keywords:
                value = self.ev(node.args[0])
                return value if node.func.id == "float" and not shape(value) else functions.applied(node.func.id, [value], 0 if node.func.id == "sum" else None)
            raise _unsupported(node.func)
        module = isinstance(node.func.value, ast.Name) and node.func.value.id in MODULES and node.func.value.id not in self.environment
        if not module and node.func.attr not in functions.METHODS:
            raise _unsupported(node.func)
        args = node.args if module else [node.func.value, *node.args]
        if not functions.known_keywords(node.func.attr, keywords):
            raise _unsupported(node)
        try:
            return self._function(node.func.attr, args, keywords)
        except arrays.UnsupportedCallError:
            raise _unsupported(node) from None

    def _function(self, name: str, args: list[ast.expr], keywords: dict[str | None, ast.expr]) -> Term:
        if name in {"zeros", "ones"}:
            return Term("fill", (ZERO if name == "zeros" else ONE, *self._sizes([*args[:1], *(v for k, v in keywords.items() if k == "shape")])))
        if name == "reshape":
            wanted = [*args[1:], *(v for k, v in keywords.items() if k in {"shape", "newshape"})]
            return arrays.reshaped(self.ev(args[0]), [None if s == num(-1) else s for s in self._sizes(wanted)])
        if name in JOINING:
            if not args or not isinstance(args[0], ast.Tuple | ast.List):
                raise arrays.UnsupportedCallError(name)
            axis = self._axis(keywords.get("axis"), args[1:])
            return functions.stacked(name, [self.ev(part) for part in args[0].elts], axis or 0)
        if name in {"sum", "mean"}:
            keep = keywords.get("keepdims")
            if keep is not None and not (isinstance(keep, ast.Constant) and isinstance(keep.value, bool)):
                raise arrays.UnsupportedCallError(name)
            return functions.applied(name, [self.ev(args[0])] if args else [], self._axis(keywords.get("axis"), args[1:]), keep is not None and bool(ast.literal_eval(keep)))
        if name == "astype":
            return self.ev(args[0])
        return functions.applied(name, [self.ev(part) for part in args])

    def _sizes(self, args: list[ast.expr]) -> list[Term]:
        if len(args) == 1 and isinstance(args[0], ast.Tuple | ast.List):
            args = list(args[0].elts)
        sizes = [self.ev(part) for part in args]
        if not sizes or any(shape(size) for size in sizes):
            raise arrays.UnsupportedCallError("sizes")
        return sizes

    def _axis(self, keyword: ast.expr | None, rest: list[ast.expr]) -> int | None:
        if len(rest) > 1:
            raise arrays.UnsupportedCallError("axis")
        part = keyword if keyword is not None else rest[0] if rest else None
        if part is None or (isinstance(part, ast.Constant) and part.value is None):
            return None
        value = self.ev(part)
        if value.op != "num" or value.value.denominator != 1:
            raise arrays.UnsupportedCallError("axis")
        return int(value.value)

    def _size(self, node: ast.expr, axis: int, whole: ast.expr) -> Term:
        """One of the sizes of an array."""
        dims = shape(self.ev(node))
        if not -len(dims) <= axis < len(dims):
            raise _unsupported(whole)
        return dims[axis]


def _unsupported(node: ast.expr) -> CodeFaultError:
    return CodeFaultError("unsupported", ast.unparse(node)[:60], column=node.col_offset, end=node.end_col_offset or 0)
