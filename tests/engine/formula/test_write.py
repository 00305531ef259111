"""The three ways to write a tree: normalised text that parses back, MathML that is well-formed, LaTeX."""

import contextlib
import html
import re
import xml.etree.ElementTree as ElementTree

import pytest
from formula_trees import trees
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.formula.decimal import decimal, shortest
from engine.formula.errors import FormulaError
from engine.formula.limits import LIMITS
from engine.formula.parse import parse
from engine.formula.tree import Number, Tree
from engine.formula.write import latex, mathml, normalise

# The formulas of every kind of notation, with what becomes of them.
WRITTEN = [
    ("x^2+y^2", "x^2 + y^2", "x^{2} + y^{2}"),
    (
        "((1-x))**2 + 100*((y-x**2)**2)",
        "(1 - x)^2 + 100*(y - x^2)^2",
        r"(1 - x)^{2} + 100 \left(y - x^{2}\right)^{2}",
    ),
    ("a-(b-c)", "a - (b - c)", "a - (b - c)"),
    ("(a-b)-c", "a - b - c", "a - b - c"),
    ("a/(b*c)", "a/(b*c)", r"\frac{a}{b c}"),
    ("(x^y)^2", "(x^y)^2", r"\left(x^{y}\right)^{2}"),
    ("x^(y^2)", "x^y^2", "x^{y^{2}}"),
    ("(-x)^2", "(-x)^2", "(-x)^{2}"),
    ("-(x^2)", "-x^2", "-x^{2}"),
    ("2^(-x)", "2^-x", "2^{-x}"),
    ("-(x*y)", "-(x*y)", "-x y"),
    ("(-x)*y", "-x*y", "-x y"),
    ("x*(-y)", "x*-y", "x (-y)"),
    ("x-(-y)", "x - -y", "x - (-y)"),
    ("-x/2", "-x/2", r"-\frac{x}{2}"),
    ("x*2", "x*2", r"x \cdot 2"),
    ("2*(1/3)", "2*(1/3)", r"2 \cdot \frac{1}{3}"),
    ("0.50*x", "0.5*x", "0.5 x"),
    ("1E-8*x", "1e-8*x", "10^{-8} x"),
    ("2.50e+20", "2.5e20", r"2.5 \times 10^{20}"),
    ("max(x,min(y,1))", "max(x, min(y, 1))", r"\max(x, \min(y, 1))"),
    ("sin(x)^2", "sin(x)^2", r"\sin^{2}(x)"),
    ("abs(x)+floor(y)", "abs(x) + floor(y)", r"|x| + \lfloor y\rfloor"),
    ("2*sin(x)*cos(y)", "2*sin(x)*cos(y)", r"2 \, \sin(x) \, \cos(y)"),
    ("exp(-x^2)", "exp(-x^2)", "e^{-x^{2}}"),
    ("exp(x/y)", "exp(x/y)", r"\exp\left(\frac{x}{y}\right)"),
    ("asin(x)+log(y)+sign(x)", "asin(x) + log(y) + sign(x)", r"\arcsin(x) + \ln(y) + \operatorname{sgn}(x)"),
    ("sqrt(x/2)", "sqrt(x/2)", r"\sqrt{\frac{x}{2}}"),
    ("beta1*lambda*w_max", "beta1*lambda*w_max", r"\beta_{1} \lambda w_{\mathrm{max}}"),
    ("condition_number*y", "condition_number*y", r"\mathrm{condition\ number} \cdot y"),
]


@pytest.mark.parametrize(("text", "normalised", "in_latex"), WRITTEN)
def test_a_formula_is_written_in_its_normal_form_and_in_latex(text, normalised, in_latex):
    tree = parse(text)
    assert normalise(tree) == normalised
    assert latex(tree) == in_latex


@given(trees)
def test_normalised_text_parses_to_the_same_tree(tree):
    text = normalise(tree)
    assume(len(text) <= LIMITS.characters)
    assert parse(text) == tree
    assert normalise(parse(text)) == text


@given(trees)
def test_no_pair_of_parentheses_can_be_left_out(tree):
    text = normalise(tree)
    assume(len(text) <= LIMITS.characters)
    for start, end in grouping(text):
        with contextlib.suppress(FormulaError):
            assert parse(text[:start] + text[start + 1 : end] + text[end + 1 :]) != tree


def grouping(text: str) -> list[tuple[int, int]]:
    """Where parentheses that are not a function's open and close."""
    opened: list[int] = []
    pairs = []
    for place, character in enumerate(text):
        if character == "(":
            opened.append(place)
        elif character == ")":
            start = opened.pop()
            if not text[:start][-1:].isalnum():
                pairs.append((start, place))
    return pairs


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["x"] * 128),
        "+".join(["1e15"] * 100),
        "+".join([".5"] * 128),
        "+".join(["1e-5"] * 100),
        "*".join(["123e-11"] * 62),
        f"max({','.join(['1e9'] * 124)})",
        "+".join(["((x))"] * 50),
    ],
)
def test_the_normal_form_of_the_longest_formulas_is_a_formula(text):
    tree = parse(text)
    assert len(normalise(tree)) <= LIMITS.characters
    assert parse(normalise(tree)) == tree


@given(st.floats(min_value=0, allow_nan=False, allow_infinity=False).map(abs))
def test_numbers_keep_every_bit(value):
    for text in (decimal(value), shortest(value)):
        assert parse(text) == Number(value)
    assert len(shortest(value)) <= len(decimal(value))
    assert not decimal(value).endswith(".0")


@pytest.mark.parametrize("value", [-1.0, -0.0, float("inf"), float("nan")])
def test_a_number_in_a_tree_has_no_sign(value):
    with pytest.raises(ValueError, match="without a sign"):
        Number(value)


def element(tree: Tree, **symbols: str) -> ElementTree.Element:
    return ElementTree.fromstring(mathml(tree, symbols=symbols))


# How many children an element of MathML Core must have; None is any number.
CHILDREN = {
    **{"math": 1, "mfrac": 2, "msup": 2, "msub": 2, "mover": 2, "msqrt": 1, "mrow": None},
    **{"mn": 0, "mi": 0, "mo": 0, "mspace": 0},
}


@given(trees)
def test_mathml_is_well_formed(tree):
    for part in element(tree).iter():
        wanted = CHILDREN[part.tag]
        assert wanted is None or len(part) == wanted
        if part.tag == "mn":
            assert re.fullmatch(r"[0-9]+(\.[0-9]+)?", part.text or "")


@given(trees)
def test_mathml_has_a_true_minus_and_no_sign_of_the_language(tree):
    operators = {part.text for part in element(tree).iter("mo")}
    assert operators <= set("+−×⋅,()|⌊⌋\N{INVISIBLE TIMES}\N{FUNCTION APPLICATION}")


def read(text: str, **symbols: str) -> str:
    """What a reader sees: the characters in order."""
    return "".join(element(parse(text), **symbols).itertext())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2*x*y", "2\N{INVISIBLE TIMES}x\N{INVISIBLE TIMES}y"),
        ("x*2", "x⋅2"),
        ("-x - 1", "−x−1"),
        ("pi*alpha + Omega", "π\N{INVISIBLE TIMES}α+Ω"),
        ("condition_number*x", "condition\N{NO-BREAK SPACE}number⋅x"),
        ("abs(x) + floor(y)", "|x|+⌊y⌋"),
        ("log(x)", "ln\N{FUNCTION APPLICATION}(x)"),
        ("1.5e-9", "1.5×10−9"),
        ("exp(x)", "ex"),
    ],
)
def test_mathml_reads_as_mathematics(text, seen):
    assert read(text) == seen


def test_mathml_uses_fractions_roots_and_scripts():
    assert mathml(parse("sqrt(x_1/y)^2")) == (
        "<math><msup><msqrt><mfrac><msub><mi>x</mi><mn>1</mn></msub><mi>y</mi></mfrac></msqrt><mn>2</mn></msup></math>"
    )


def test_symbols_replace_names():
    assert mathml(parse("beta*m"), symbols={"beta": "β₁", "m": "m̂"}) == (
        "<math><mrow><msub><mi>β</mi><mn>1</mn></msub><mo>\N{INVISIBLE TIMES}</mo>"
        '<mover accent="true"><mi>m</mi><mo stretchy="false">^</mo></mover></mrow></math>'
    )
    assert latex(parse("g*eta"), symbols={"g": "gₜ₊₁"}) == r"g_{t+1} \eta"


def test_symbols_are_text_and_not_markup():
    assert html.escape("<b>") in mathml(parse("a"), symbols={"a": "<b>"})


@pytest.mark.parametrize(
    ("text", "in_mathml", "in_latex"),
    [
        ("β₁ᵗ⁻¹", "<msubsup><mi>β</mi><mn>1</mn><mi>t−1</mi></msubsup>", r"\beta_{1}^{t−1}"),
        ("m̄", '<mover accent="true"><mi>m</mi><mo stretchy="false">¯</mo></mover>', r"\bar{m}"),
    ],
)
def test_a_symbol_keeps_its_scripts_and_its_accent(text, in_mathml, in_latex):
    tree = parse("q", names=None)
    assert mathml(tree, symbols={"q": text}) == f"<math>{in_mathml}</math>"
    assert latex(tree, symbols={"q": text}) == in_latex
