"""Surfaces by name and typed ones: what binds, what is refused, and in which words."""

import math

import numpy as np
import pytest

from engine.errors import CatalogError
from engine.formula import FormulaError
from engine.surfaces import SURFACES, SurfaceRecord, named_surface, typed_surface


def test_named_surface_knows_its_record(record: SurfaceRecord) -> None:
    surface = named_surface(record.name)
    assert surface.name == record.name
    assert surface.record is record
    assert surface.window == record.window
    assert surface.points == record.points
    assert surface.dimension == record.dimension
    assert surface.formula.text == record.formula


def test_knobs_have_their_defaults() -> None:
    assert named_surface("quadratic").constants == {"condition_number": 20.0, "rotation": 0.0}
    assert named_surface("quadratic", {"rotation": 30}).constants == {
        "condition_number": 20.0,
        "rotation": 30.0,
    }


def test_same_description_is_the_same_surface() -> None:
    first = named_surface("quadratic", {"rotation": 30})
    assert named_surface("quadratic", {"rotation": 30.0, "condition_number": 20}) is first
    assert typed_surface("a*x + y", {"a": 2}) is typed_surface("a*x + y", {"a": 2.0})
    assert hash(first) == hash(named_surface("quadratic", {"rotation": 30}))
    assert first != named_surface("quadratic", {"rotation": 31})
    assert typed_surface("x") != typed_surface("x", window=[[-1, 1], [-1, 1]])


def test_minus_zero_is_zero() -> None:
    assert typed_surface("x/(a + 1)", {"a": -0.0}) is typed_surface("x/(a + 1)", {"a": 0.0})
    assert math.copysign(1.0, typed_surface("a*x", {"a": -0.0}).constants["a"]) == 1.0


def test_typed_formula_of_a_named_surface_is_another_surface() -> None:
    typed = typed_surface(SURFACES["booth"].formula, window=SURFACES["booth"].window)
    assert typed != named_surface("booth")
    assert typed.name is None
    assert typed.points == ()


def test_values_and_derivatives_are_the_formula_s() -> None:
    surface = typed_surface("a*x^2 + y^3", {"a": 2})
    points = np.array([[[1.0, 2.0], [0.0, -1.0]]])
    values, gradients = surface.value_and_gradient(points)
    assert values.tolist() == surface.value(points).tolist() == [[10.0, -1.0]]
    assert gradients.tolist() == surface.gradient(points).tolist() == [[[4.0, 12.0], [0.0, 3.0]]]
    assert surface.hessian(points).tolist() == [[[[4.0, 0.0], [0.0, 12.0]], [[4.0, 0.0], [0.0, -6.0]]]]


def test_a_typed_curve_has_one_coordinate() -> None:
    curve = typed_surface("a*w^2", {"a": 2}, variables=("w",))
    assert curve.dimension == 1
    assert curve.window == ((-5.0, 5.0),)
    assert curve.hessian(np.array([3.0])).tolist() == [[4.0]]


@pytest.mark.parametrize(
    ("formula", "window"),
    [
        ("x^2 + y^2", (-5.0, 5.0)),
        ("ln(x) + ln(y)", (-5.0, 5.0)),
        ("sqrt(x - 10) + y", (-50.0, 50.0)),
        ("ln(x - 100) + y", (1.0, 500.0)),
        ("sqrt(-x - 2e5) + y", (-1e6, 1e6)),
    ],
)
def test_window_is_suggested_where_the_formula_is_finite(formula: str, window: tuple[float, float]) -> None:
    assert typed_surface(formula).window == (window, window)


@pytest.mark.parametrize("formula", ["1/(x - x)", "ln(-1 - x^2)", "sqrt(-1 - y^2)", "exp(1e4 + x^2)"])
def test_a_formula_finite_nowhere_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError) as caught:
        typed_surface(formula)
    assert caught.value.code == "nowhere_finite"
    assert (caught.value.position, caught.value.length) == (0, len(formula))


def test_a_formula_finite_nowhere_on_the_given_window_is_refused() -> None:
    with pytest.raises(FormulaError) as caught:
        typed_surface("ln(x)", window=[[-3, -1], [0, 1]])
    assert caught.value.code == "nowhere_finite"


def test_a_given_window_is_kept() -> None:
    assert typed_surface("ln(x)", window=[[-3, 1], [0, 1e-6]]).window == ((-3.0, 1.0), (0.0, 1e-6))


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ([[-5, 5]], "wrong_number_of_axes"),
        ([[-5, 5], [-5, 5], [-5, 5]], "wrong_number_of_axes"),
        ([[-5, 5], [-5, 0, 5]], "wrong_number_of_axes"),
        ([[-5, math.inf], [-5, 5]], "not_finite"),
        ([[math.nan, 5], [-5, 5]], "not_finite"),
        ([[5, -5], [-5, 5]], "low_not_below_high"),
        ([[1, 1], [-5, 5]], "low_not_below_high"),
        ([[0, 1e-10], [-5, 5]], "window_size"),
        ([[1e6, 1e6 + 1e-9], [-5, 5]], "window_size"),
        ([[0, 2e9], [-5, 5]], "window_size"),
        ([[-1e308, 1e308], [-5, 5]], "window_size"),
    ],
)
def test_a_window_that_cannot_be_shown_is_refused(window: list[list[float]], code: str) -> None:
    with pytest.raises(CatalogError) as caught:
        typed_surface("x + y", window=window)
    assert (caught.value.field, caught.value.code) == ("window", code)


@pytest.mark.parametrize("half", [1e-9, 1e-3, 1e3, 1e9])
def test_window_sizes_have_a_wide_range(half: float) -> None:
    assert typed_surface("x + y", window=[[-half, half], [-half, half]]).window[0] == (-half, half)


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("himelblau", "himmelblau"),
        ("Rosenbrok", "rosenbrock"),
        ("sphere2", "sphere"),
        ("log-bowl", "log_bowl"),
    ],
)
def test_an_unknown_name_gets_the_nearest(name: str, suggestion: str) -> None:
    with pytest.raises(CatalogError) as caught:
        named_surface(name)
    assert (caught.value.field, caught.value.code) == ("name", "unknown_surface")
    assert caught.value.figures == {"suggestion": suggestion}
    assert str(caught.value) == f"surface: unknown name. Did you mean {suggestion}?"


@pytest.mark.parametrize("name", ["", "qqqq", "曲面", "x" * 10_000])
def test_a_name_near_nothing_gets_no_suggestion(name: str) -> None:
    with pytest.raises(CatalogError) as caught:
        named_surface(name)
    assert caught.value.figures == {}
    assert str(caught.value) == "surface: unknown name."


def test_an_unknown_knob_gets_the_nearest() -> None:
    with pytest.raises(CatalogError) as caught:
        named_surface("quadratic", {"condition": 3})
    assert (caught.value.field, caught.value.code) == ("constants", "unknown_constant")
    assert caught.value.figures == {"suggestion": "condition_number"}


@pytest.mark.parametrize(
    ("knob", "value", "code"),
    [
        ("condition_number", 0.5, "out_of_range"),
        ("condition_number", 1e10, "out_of_range"),
        ("condition_number", math.nan, "not_finite"),
        ("rotation", -math.inf, "not_finite"),
        ("rotation", 361.0, "out_of_range"),
    ],
)
def test_a_knob_outside_its_hard_range_is_refused(knob: str, value: float, code: str) -> None:
    with pytest.raises(CatalogError) as caught:
        named_surface("quadratic", {knob: value})
    assert (caught.value.field, caught.value.code) == (knob, code)


def test_a_range_error_names_the_range() -> None:
    with pytest.raises(CatalogError, match=r"^rotation: -360 to 360\.$") as caught:
        named_surface("quadratic", {"rotation": 1000})
    assert caught.value.figures == {"low": -360.0, "high": 360.0}


def test_the_ends_of_a_hard_range_belong_to_it(record: SurfaceRecord) -> None:
    for knob in record.knobs:
        for value in knob.hard:
            assert named_surface(record.name, {knob.name: value}).constants[knob.name] == value


@pytest.mark.parametrize(
    ("constants", "field", "code"),
    [
        ({"x": 1.0}, "constants.x", "reserved_name"),
        ({"pi": 3.0}, "constants.pi", "reserved_name"),
        ({"sin": 3.0}, "constants.sin", "reserved_name"),
        ({"w": 3.0}, "constants.w", "reserved_name"),
        ({"2a": 1.0}, "constants", "invalid_name"),
        ({"": 1.0}, "constants", "invalid_name"),
        ({"ä": 1.0}, "constants", "invalid_name"),
        ({"a b": 1.0}, "constants", "invalid_name"),
        ({"a\n": 1.0}, "constants", "invalid_name"),
        ({"a" * 33: 1.0}, "constants", "invalid_name"),
        ({"a": math.nan}, "constants.a", "not_finite"),
        ({"a": math.inf}, "constants.a", "not_finite"),
        ({f"a{number}": 1.0 for number in range(27)}, "constants", "too_many_constants"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_constants_that_cannot_be_bound_are_refused(
    constants: dict[str, float], field: str, code: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        typed_surface("x + y", constants)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_twenty_six_constants_are_accepted() -> None:
    constants = {f"a{number}": float(number) for number in range(26)}
    assert typed_surface("x*a3", constants).constants == constants


def test_a_letter_without_a_value_is_an_unknown_name() -> None:
    with pytest.raises(FormulaError) as caught:
        typed_surface("x + b*y", {"a": 1.0})
    assert (caught.value.code, caught.value.position) == ("unknown_name", 4)


@pytest.mark.parametrize("variables", [("x",), ("y", "x"), ("w", "x"), (), ("z",)])
def test_only_x_and_y_or_w_are_variables(variables: tuple[str, ...]) -> None:
    with pytest.raises(CatalogError) as caught:
        typed_surface("1", variables=variables)
    assert (caught.value.field, caught.value.code) == ("variables", "unknown_variables")


def test_messages_never_repeat_what_was_sent() -> None:
    secret = "hunter2_secret"
    for call in (
        lambda: named_surface(secret),
        lambda: named_surface("quadratic", {secret: 1.0}),
        lambda: typed_surface("x", {f"{secret}!": 1.0}),
    ):
        with pytest.raises(CatalogError) as caught:
            call()
        assert secret not in str(caught.value)
        assert secret not in str(caught.value.figures)
        assert secret not in caught.value.field
