"""Friendly input: every row of the table holds, the language itself passes unchanged, nothing ever fails."""

import contextlib

import pytest
from formula_trees import NAMES, near_formulas, trees
from hypothesis import assume, given
from hypothesis import strategies as st

from app.friendly import REWRITINGS, rewrite
from engine.formula import LIMITS, FormulaError
from engine.formula.parse import parse
from engine.formula.write import normalise


@pytest.mark.parametrize(("typed", "runs"), [(row.typed, row.runs) for row in REWRITINGS])
def test_every_row_of_the_table_holds(typed, runs):
    assert rewrite(typed) == runs
    parse(runs)


def test_every_row_has_a_title_in_both_languages():
    assert all(row.title.en and row.title.zh for row in REWRITINGS)


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("2 x", "2*x"),
        ("2(x)(y)3", "2*(x)*(y)*3"),
        ("x y", "x*y"),
        ("xy²", "x*y^2"),
        ("x²y", "x^2*y"),
        ("x²2", "x^2*2"),
        ("x¹⁰", "x^10"),
        ("2ˣ", "2^x"),
        ("2sin(x)cos(y)", "2*sin(x)*cos(y)"),
        ("sin(x)²", "sin(x)^2"),
        ("sin^2(x)", "sin(x)^2"),
        ("x^2(y)", "x^2*(y)"),
        ("cos² (x + (y))", "cos(x + (y))^2"),
        ("2pi x", "2*pi*x"),
        ("1e3x", "1e3*x"),
        ("e^(2x)", "e^(2*x)"),
        ("αβ", "alpha*beta"),
        ("λ(x + 1)", "lambda*(x + 1)"),
        ("2|x|", "2*abs(x)"),
        ("|x||y|", "abs(x)*abs(y)"),
        ("||x| − |y||", "abs(abs(x) - abs(y))"),
        ("|x|²", "abs(x)^2"),
        ("(|x| + 1)|y|", "(abs(x) + 1)*abs(y)"),
        ("x√2", "x*sqrt(2)"),
        ("√x + √(y)", "sqrt(x) + sqrt(y)"),
        ("z = x² + y²", "x^2 + y^2"),
        ("x\ty\n", "x*y "),
        ("０。５ｘ", "0.5*x"),
        ("2½", "2 0.5"),
        ("sinα", "sin alpha"),
    ],
)
def test_what_was_meant_is_found(typed, runs):
    assert rewrite(typed) == runs


@pytest.mark.parametrize(
    "text",
    [
        "sin x",
        "sen(x)",
        "2 3",
        "1.2.3",
        "x $ y",
        "|x",
        "(|x)|",
        "foo(x)",
        "x == y",
        "",
    ],
)
def test_what_is_not_understood_stays(text):
    assert rewrite(text) == text


def test_declared_names_stay_whole():
    assert rewrite("2xy", names=["xy"]) == "2*xy"
    assert rewrite("gain(x)", names=["gain"]) == "gain*(x)"


@given(trees)
def test_the_language_itself_is_unchanged(tree):
    text = normalise(tree)
    assert rewrite(text, names=NAMES) == text


@given(near_formulas)
def test_whatever_parses_is_unchanged(text):
    with contextlib.suppress(FormulaError):
        parse(text)
        assert rewrite(text) == text


FRIENDLY = st.lists(
    st.sampled_from([*"xyaαπ₁²³⁻ⁿ√|()+-−×·÷½ \t=2.,[]（ｘ", "sin", "max", "xy", "f(x)="]), max_size=30
).map("".join)


@given(st.one_of(FRIENDLY, near_formulas))
def test_any_text_is_rewritten_once_and_for_all(text):
    once = rewrite(text)
    assume(len(once) <= LIMITS.characters)
    assert rewrite(once) == once


def test_a_text_that_is_too_long_is_left_to_the_parser():
    text = "2x" * LIMITS.characters
    assert rewrite(text) == text
