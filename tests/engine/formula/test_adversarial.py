"""Random and hostile strings: only the documented error, with a place and a hint, for little work."""

import pickle
import re
import string
import sys

import pytest
from formula_trees import near_formulas
from hypothesis import example, given
from hypothesis import strategies as st

from engine.formula.errors import SENTENCES, FormulaError
from engine.formula.limits import LIMITS
from engine.formula.parse import parse
from engine.formula.scan import LOOKALIKES, scan
from engine.formula.tree import Tree
from engine.formula.vocabulary import RESERVED
from engine.formula.write import latex, mathml, normalise

NAMES = ("x", "y", "alpha")
# Every word that a message may contain: those of the sentences and those of the language.
WORDS = set(
    re.findall(
        r"[A-Za-z]+",
        " ".join(
            [
                *(re.sub(r"{\w+}", "", part) for sentence in SENTENCES.values() for part in sentence),
                *RESERVED,
                *NAMES,
                *LOOKALIKES.values(),
                "formula character Did you mean or more",
            ]
        ),
    )
)
HOSTILE = [
    "__import__('os').system('x')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "lambda: x",
    "exec(x)",
    "f'{x}'",
    "((((((((((" * 50,
    ")" * 500,
    "-" * 500,
    "2^" * 250,
    "sin(" * 125,
    "max(" + "x," * 248 + "x)",
    "x" * 500,
    "x" * 1_000_000,
    " " * 1_000_000,
    "1" * 500,
    "1e" + "9" * 498,
    "\0",
    "x\0y",
    "\ud800",
    "x\u202ey",
    "<script>alert(1)</script>",
    "</math><script>",
    "${x}",
    "{{x}}",
    "%(x)s",
    "{code}",
    "\\input{x}",
    "nan",
    "inf",
    "NaN",
    "-Infinity",
    "True",
    "1_000",
    "0x10",
    "1j",
    "x if x else y",
    "x := 1",
    "x==y",
    "x<y",
    "x%y",
    "x//y",
    "x;y",
    "#x",
    "x\n+y",
]


def error_of(text: str, names: tuple[str, ...] | None) -> FormulaError | None:
    """The error that a text causes, None for a formula; any other exception is a failure."""
    try:
        parse(text, names=names)
    except FormulaError as error:
        return error
    return None


def assert_complete(error: FormulaError, text: str) -> None:
    assert error.code in SENTENCES
    assert 0 <= error.position <= error.position + error.length <= len(text)
    assert error.length > 0 or not text
    assert error.hint
    assert "{" not in str(error)
    assert str(error).isascii()
    assert str(error).isprintable()


def assert_writable(tree: Tree) -> None:
    assert parse(normalise(tree), names=NAMES) == tree
    assert mathml(tree).startswith("<math>")
    assert latex(tree)


def check(text: str) -> None:
    error = error_of(text, NAMES)
    if error is None:
        assert_writable(parse(text, names=NAMES))
    else:
        assert_complete(error, text)


@given(near_formulas)
def test_any_text_is_a_formula_or_has_its_error(text):
    check(text)


@given(near_formulas)
def test_any_text_has_letters_or_its_error(text):
    error = error_of(text, None)
    if error is not None:
        assert_complete(error, text)


@given(near_formulas)
def test_no_message_repeats_the_text(text):
    error = error_of(text, NAMES)
    if error is not None:
        shown = [str(error), *map(str, error.figures.values())]
        assert set(re.findall(r"[A-Za-z]+", " ".join(shown))) <= WORDS


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_has_its_error(text):
    error = error_of(text, NAMES)
    assert error is not None
    assert_complete(error, text)


@pytest.mark.parametrize("text", ["9**9**9**9**9", "0." + "0" * 497 + "1"], ids=range(2))
def test_large_powers_and_small_numbers_are_only_floats(text):
    assert_writable(parse(text, names=NAMES))


@given(st.integers(0, 34), st.sampled_from(string.printable))
def test_a_slip_of_one_key_is_a_formula_or_has_its_error(place, key):
    formula = "(x + 1)^2*sin(y)/2 - max(x, alpha)"
    before, after = formula[:place], formula[place + 1 :]
    for text in (before + key + formula[place:], before + key + after, before + after):
        check(text)


def test_errors_travel_between_processes():
    error = error_of("sen(x)", NAMES)
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(error, FormulaError)
    assert (again.code, again.position, again.length) == (error.code, error.position, error.length)
    assert (again.figures, str(again)) == (error.figures, str(error))


def calls_of(text: str) -> int:
    """How many functions are entered while a text is parsed: the work, without a clock."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        error_of(text, NAMES)
    finally:
        sys.setprofile(before)
    return calls


# A token costs its scan, its way through the levels of the grammar and its node; the name at fault, if any,
# its comparison with every known name.
MOST_CALLS = 25 * LIMITS.tokens


@given(near_formulas)
@example("x" * 500)
@example("x" * 10_000_000)
@example("x" + "y" * 31)
@example("x+" * 149 + "x")
@example("(" * 48 + "x" + ")" * 48)
@example("-" * 48 + "x" + "*x" * 100)
@example("max(" + "x," * 120 + "x)")
@example("2^" * 48 + "x")
def test_work_is_bounded_by_the_caps(text):
    assert calls_of(text) <= MOST_CALLS


@given(near_formulas)
def test_what_is_scanned_is_bounded(text):
    try:
        tokens = scan(text)
    except FormulaError:
        return
    assert len(tokens) <= LIMITS.tokens + 1
    assert all(text[token.position : token.end] for token in tokens[:-1])
