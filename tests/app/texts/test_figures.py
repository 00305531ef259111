import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.texts.figures import GAP, above, figure, figure_below, pair, place
from app.texts.problems import sentence

finite = st.floats(-1e308, 1e308)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (2.0, "2"),
        (-3.779310253377747, "−3.78"),
        (0.014949290301612756, "0.0149"),
        (16797, "16\u202f797"),
        (123456.789, "123\u202f457"),
        (0.00012345, "0.000123"),
        (1.2345e-7, "1.23\u00a0×\u00a010⁻⁷"),
        (-2.8465930696199233e22, "−2.85\u00a0×\u00a010²²"),
        (1e9, "1\u00a0×\u00a010⁹"),
        (0.9999, "1"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "—"),
    ],
)
def test_a_number_is_shown_with_three_digits(value, shown):
    assert figure(value) == shown


def read(text):
    """The number that a figure shows."""
    mantissa, _, power = text.replace("−", "-").replace(GAP, "").partition("\u00a0×\u00a010")
    exponent = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or "0"
    return float(f"{mantissa}e{exponent}")


@given(finite, st.integers(2, 17))
def test_a_figure_is_the_number_to_its_digits(value, digits):
    assert read(figure(value, digits)) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits), abs=1e-320)


@given(finite, finite)
def test_two_numbers_that_differ_are_shown_differently(first, second):
    shown = pair(first, second)
    assert (shown[0] == shown[1]) == (first == second)


def test_a_point_is_a_pair_on_a_surface_and_a_weight_on_a_curve():
    assert place((-3.7793, -3.2832)) == "(−3.78, −3.28)"
    assert place((2.0,)) == "w = 2"


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (1e9, "1\u00a0×\u00a010⁹"),
        (-1e9, "−1\u00a0×\u00a010⁹"),
        (0.0, "0"),
        (0.95, "0.95"),
        (1e-12, "1\u00a0×\u00a010⁻¹²"),
        (100_000, "100\u202f000"),
        (2**53 - 1, "9\u202f007\u202f199\u202f254\u202f740\u202f991"),
    ],
)
def test_a_limit_in_a_problem_reads_like_every_figure(limit, shown):
    found = sentence("too_large", {"limit": limit})
    assert found.en == f"must be at most {shown}."
    assert found.zh == f"不能大于 {shown}。"


@given(limit=finite)
def test_no_digit_of_a_limit_is_lost(limit):
    assert read(sentence("too_large", {"limit": limit}).en.split("most ")[1].rstrip(".")) == limit


@given(st.floats(1e-12, 1e12), st.integers(2, 6))
def test_a_limit_is_never_rounded_to_what_does_not_hold(limit, digits):
    shown = figure_below(limit, digits).replace(GAP, "").replace("−", "-")
    mantissa, _, power = shown.partition("\u00a0×\u00a010")
    value = float(mantissa) * 10.0 ** int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
    assert limit * (1 - 10.0 ** (1 - digits)) <= value <= limit * (1 + 1e-15)


def test_a_rate_above_a_limit_is_told_apart_from_it():
    assert above(0.0155, 0.0149493, 4) == ("0.0155", "0.01494")
    assert above(0.014943, 0.0149421, 4) == ("0.014943", "0.014942")
    assert figure_below(0.99999, 4) == "0.9999"
