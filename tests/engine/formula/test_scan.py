"""The scanner: what is a token, where it stands, and what is refused."""

import pytest

from engine.formula.errors import FormulaError
from engine.formula.limits import LIMITS
from engine.formula.scan import LOOKALIKES, scan


def kinds(text: str) -> list[str]:
    return [token.kind for token in scan(text)]


@pytest.mark.parametrize(
    "number", ["1", "0", "007", ".5", "1.", "1.5", "1.5e2", "2E-3", "1e+3", ".5e1", "1e308"]
)
def test_a_decimal_is_one_token(number):
    assert [(token.kind, token.text) for token in scan(number)] == [("number", number), ("end", "")]


@pytest.mark.parametrize("name", ["x", "X", "w", "alpha", "beta1", "condition_number", "e5"])
def test_a_name_is_one_token(name):
    assert [(token.kind, token.text) for token in scan(name)] == [("name", name), ("end", "")]


def test_both_power_signs_are_the_same_token():
    assert [token.text for token in scan("x**2^y")] == ["x", "^", "2", "^", "y", ""]


def test_a_number_ends_where_no_exponent_follows():
    assert [token.text for token in scan("2e 3e+x")] == ["2", "e", "3", "e", "+", "x", ""]


def test_tokens_know_their_place():
    places = [(token.position, token.length) for token in scan("  12 ** max(x,y) ")]
    assert places == [(2, 2), (5, 2), (8, 3), (11, 1), (12, 1), (13, 1), (14, 1), (15, 1), (17, 0)]


def test_all_kinds():
    assert kinds("a+(1,b)") == ["name", "operator", "open", "number", "comma", "name", "close", "end"]


@pytest.mark.parametrize("blank", ["", " ", "     "])
def test_a_blank_formula_is_empty(blank):
    with pytest.raises(FormulaError) as caught:
        scan(blank)
    assert (caught.value.code, caught.value.position, caught.value.length) == ("empty", 0, len(blank))


@pytest.mark.parametrize(
    "character", ["²", "$", "\t", "\n", "\0", "é", "x́"[1], "\ud800", "=", "_", "٣", "Ｘ", "!"]
)
def test_anything_else_is_refused_where_it_stands(character):
    with pytest.raises(FormulaError) as caught:
        scan(f"x + {character}y")
    assert (caught.value.code, caught.value.position, caught.value.length) == ("unexpected_character", 4, 1)


@pytest.mark.parametrize(("character", "suggestion"), LOOKALIKES.items())
def test_a_lookalike_gets_the_sign_that_was_meant(character, suggestion):
    with pytest.raises(FormulaError, match="Did you mean") as caught:
        scan(f"x{character}")
    assert caught.value.figures["suggestion"] == suggestion


@pytest.mark.parametrize("number", ["1e309", "1" * 310, "2E+999"])
def test_a_number_beyond_float64_is_refused(number):
    with pytest.raises(FormulaError) as caught:
        scan(f"x+{number}")
    assert (caught.value.code, caught.value.position) == ("number_not_finite", 2)
    assert caught.value.length == len(number)


def test_the_longest_text_is_accepted_and_one_more_is_not():
    assert kinds("x" * LIMITS.characters) == ["name", "end"]
    with pytest.raises(FormulaError) as caught:
        scan("x" * (LIMITS.characters + 1))
    assert (caught.value.code, caught.value.position, caught.value.length) == (
        "too_long",
        LIMITS.characters,
        1,
    )
    assert caught.value.figures == {"count": LIMITS.characters + 1, "limit": LIMITS.characters}


def test_the_most_tokens_are_accepted_and_one_more_is_not():
    assert len(kinds("+" * LIMITS.tokens)) == LIMITS.tokens + 1
    with pytest.raises(FormulaError) as caught:
        scan("+" * (LIMITS.tokens + 1))
    assert (caught.value.code, caught.value.position) == ("too_many_tokens", LIMITS.tokens)
