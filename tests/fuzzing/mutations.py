"""Changes of an input: of its bytes, of its tokens, of its structure (brackets, lines, JSON)."""

from __future__ import annotations

import json
import re
from random import Random

TOKEN = re.compile(rb"\\[A-Za-z]+\*?|[A-Za-z]+|\d+|\s+|[\x80-\xff]+|.", re.DOTALL)
OPENERS, CLOSERS = b"([{", b")]}"
BYTES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xcc\x81", b"\x0b", b"\x1b[31m", b"\r", b"\r\n", b"\x85", b"\xe2\x80\xa8",
    b"\xf0\x9d\x94\xb8", b"\xd9\xa3", b"\xc2\xb2", b"\xe2\x82\x81", b"\xe2\x88\x91", b"\xc3\xa9", b"\xa0",
]  # fmt: skip
WORDS = [
    b"$", b"$$", b"\\(", b"\\)", b"\\[", b"\\]", b"{", b"}", b"^", b"_", b"'", b"\\\\", b"&", b"=", b"<", b"\\le", b"\\iff", b"\\Rightarrow", b"|", b"\\|", b"\\left", b"\\right",
    b"\\frac", b"\\sqrt", b"\\sum_{i=1}^{n}", b"\\prod", b"\\int_0^1", b"\\lim_{x \\to 0}", b"\\frac{d}{dx}", b"\\frac{\\partial L}{\\partial W_{ij}}", b"\\nabla", b"dx", b"\\begin{cases}",
    b"\\end{cases}", b"\\begin{pmatrix}", b"\\end{pmatrix}", b"\\begin{align}", b"\\end{align}", b"\\text{", b"\\mathbb{R}^{n \\times m}", b"\\mathbf{1}_{x>0}", b"\\infty", b"^T", b"^\\top", b"^{-1}", b"!",
    b"\\binom", b"\\lfloor", b"\\rfloor", b"\\ldots", b"\\cdots", b"\\in", b"\\forall", b":=", b"\\newcommand{\\a}[1]{#1\\a}", b"\\def\\b{\\b}", b"%", b"```", b"`", b"# 1.", b"<!--", b"-->", b"\\verb|",
    b"0", b"1", b"-1", b"2", b"1/0", b"10000000000", b"1e308", b"0.1", b"99999999999999999999999999", b"null", b"true", b"[]", b"{}", b'"', b"np.", b"np.eye(m)[y-1]", b"lambda", b"**", b"@", b"[:, None]",
    b"exp", b"log", b"\\ln", b"softmax", b"max", b"\\min", b"\\det", b"\\operatorname{tr}", b"\\odot", b"\\delta_{ij}", b"\\pm", b"soit", b"where", b"for all",
]  # fmt: skip
SCALARS = [None, True, 0, -1, 1, 10**30, 1.5, "", "1/0", "-1/2", "x", "\ud800", [], {}, [[]], "add", "sum", "\u202e"]
LONGEST = 20_000
"""Bytes of an input; what is large is the matter of the hostile corpus."""


def mutated(data: bytes, rng: Random, others: list[bytes], structured: bool) -> bytes:
    """An input with one to four changes; ``others`` are inputs to take pieces from, ``structured`` ones are JSON."""
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        kinds = (_of_bytes, _of_tokens, _of_tokens, _of_brackets, _of_lines)
        change = _of_json if structured and rng.random() < 0.7 else rng.choice(kinds)
        data = change(data, rng, others)[:LONGEST]
    return data


def _slice(data: bytes, rng: Random, longest: int = 40) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randint(0, longest))


def _of_bytes(data: bytes, rng: Random, others: list[bytes]) -> bytes:
    start, end = _slice(data, rng)
    match rng.randrange(5):
        case 0:
            return data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :]
        case 1:
            return data[:start] + rng.choice(BYTES) + data[start:]
        case 2:
            return data[:start] + data[end:]
        case 3:
            return data[:start] + data[start:end] * rng.choice((2, 3, 17)) + data[end:]
        case _:
            other = rng.choice(others)
            first, last = _slice(other, rng, 200)
            return data[:start] + other[first:last] + data[end:]


def _of_tokens(data: bytes, rng: Random, others: list[bytes]) -> bytes:
    tokens = TOKEN.findall(data) or [b""]
    place = rng.randrange(len(tokens))
    match rng.randrange(6):
        case 0:
            del tokens[place]
        case 1:
            tokens[place] = rng.choice(WORDS)
        case 2:
            tokens.insert(place, rng.choice(WORDS))
        case 3:
            other = rng.randrange(len(tokens))
            tokens[place], tokens[other] = tokens[other], tokens[place]
        case 4:
            tokens[place] = rng.choice(TOKEN.findall(rng.choice(others)) or [b""])
        case _:
            tokens[place] *= rng.choice((2, 3, 50, 300))
    return b"".join(tokens)


def _groups(data: bytes) -> list[tuple[int, int]]:
    """Where the brackets that close stand, with what is between them."""
    found, stack = [], []
    for place, byte in enumerate(data):
        if byte in OPENERS:
            stack.append(place)
        elif byte in CLOSERS and stack:
            found.append((stack.pop(), place + 1))
    return found


def _of_brackets(data: bytes, rng: Random, others: list[bytes]) -> bytes:
    groups = _groups(data)
    if not groups:
        return _of_tokens(data, rng, others)
    start, end = rng.choice(groups)
    match rng.randrange(6):
        case 0:
            return data[:start] + data[start + 1 : end - 1] + data[end:]
        case 1:
            return data[:start] + data[start : start + 1] + data[end - 1 :]
        case 2:
            depth = rng.choice((2, 5, 60, 400))
            return data[:start] + data[start : start + 1] * depth + data[start + 1 : end - 1] + data[end - 1 : end] * depth + data[end:]
        case 3:
            first, last = rng.choice(groups)
            return data[:start] + data[first:last] + data[end:]
        case 4:
            other = rng.choice(others)
            found = _groups(other) or [(0, len(other))]
            first, last = rng.choice(found)
            return data[:start] + other[first:last] + data[end:]
        case _:
            return data[: end - 1] + data[end:] if rng.random() < 0.5 else data[:start] + data[start + 1 :]


def _of_lines(data: bytes, rng: Random, others: list[bytes]) -> bytes:
    lines = data.split(b"\n")
    place = rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            del lines[place]
        case 1:
            lines.insert(rng.randrange(len(lines) + 1), lines[place])
        case 2:
            lines.insert(place, rng.choice(rng.choice(others).split(b"\n")))
        case _:
            other = rng.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
    return b"\n".join(lines)


def _of_json(data: bytes, rng: Random, others: list[bytes]) -> bytes:
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return _of_tokens(data, rng, others)
    spots = list(_spots(tree))
    if not spots:
        return data
    box, key = rng.choice(spots)
    match rng.randrange(6):
        case 0:
            box[key] = rng.choice(SCALARS)
        case 1:
            other, there = rng.choice(spots)
            box[key] = json.loads(json.dumps(other[there]))
        case 2:
            if isinstance(box, list):
                box.insert(key, json.loads(json.dumps(box[key])))
            else:
                box[rng.choice(("extra", "term", "number", "rule", "lines"))] = box[key]
        case 3:
            del box[key]
        case 4 if isinstance(box[key], int):
            box[key] += rng.choice((-2, -1, 1, 2, 1000))
        case 4 | 5 if isinstance(box[key], str):
            box[key] = mutated(box[key].encode("utf-8", "surrogatepass"), rng, others, False).decode("utf-8", "replace")
        case _:
            depth = rng.choice((1, 3, 80))
            for _ in range(depth):
                box[key] = [box[key]]
    try:
        return json.dumps(tree).encode()
    except RecursionError:
        return data


def _spots(tree: object):
    """Every place of a JSON tree, as the list or object and the key in it."""
    stack = [tree]
    while stack:
        box = stack.pop()
        keys = range(len(box)) if isinstance(box, list) else list(box) if isinstance(box, dict) else ()
        for key in keys:
            yield box, key
            stack.append(box[key])
