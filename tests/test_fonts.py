"""Fonts: a font command changes neither the letter nor what its scripts belong to, and a token keeps its whole source."""

import pytest

from derive.read.math.tokens import tokens


def spelled(source):
    return [token.text for token in tokens(source, 0, frozenset())]


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"\mathbf{h}_j^a", "h_j^a"),
        (r"\mathbf{W}^{(2)T}\boldsymbol{x}", "W^{(2)T}x"),
        (r"\mathbf{h^s} + \bm{b}", "h^s + b"),
        (r"\mathbf x_1", "x_1"),
        (r"\textbf{1}_{\{x > 0\}}", r"1_{\{x > 0\}}"),
    ],
)
def test_a_font_does_not_change_the_letters(source, plain):
    assert spelled(source) == spelled(plain)


def test_braces_stay_where_the_group_is_more_than_a_symbol():
    assert spelled(r"\mathbf{a + b}c") == spelled("{a + b}c")
    assert spelled(r"\textbf{Chain rule}")[0] != "C"


def test_a_token_quotes_its_font():
    source = r"2\mathbf{h}_j"
    assert [source[t.start : t.end] for t in tokens(source, 0, frozenset())] == ["2", r"\mathbf{h}", "_", "j"]
