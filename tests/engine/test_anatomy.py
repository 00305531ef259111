"""A step taken apart adds up to the step."""

import sys

import numpy as np
import pytest

from engine import OPTIMIZERS, Descent, anatomy, choose, descend, named_surface
from engine.arithmetic import equations, in_figures, in_symbols
from engine.formula.tree import Binary, Call, Name, Negate, Number


def described(optimizer, surface="himmelblau", steps=200, **knobs):
    bound = named_surface(surface)
    return Descent(bound, bound.record.start, choose(optimizer, **knobs), steps)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "rosenbrock", "log_bowl"])
def test_every_step_of_a_run_is_its_anatomy_to_the_bit(surface, optimizer):
    descent = described(optimizer, surface)
    run = descend(descent)
    steps = anatomy(descent, 0, 200)
    assert len(steps) >= len(run.points) - 1
    for step, here, there in zip(steps, run.points, run.points[1:], strict=False):
        assert step.point == tuple(here)
        assert step.next_point == tuple(there)
        assert step.terms[-1] == ("update", step.update)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_taking_steps_apart_from_the_middle_gives_the_same_steps(optimizer):
    descent = described(optimizer)
    assert anatomy(descent, 90, 5) == anatomy(descent, 0, 95)[90:]


def value(tree, figures):
    match tree:
        case Number(number):
            return number
        case Name(name):
            return figures[name]
        case Negate(operand):
            return -value(operand, figures)
        case Binary(operator, left, right):
            a, b = value(left, figures), value(right, figures)
            return {
                "+": lambda: a + b,
                "-": lambda: a - b,
                "*": lambda: a * b,
                "/": lambda: a / b,
                "^": lambda: a * a,
            }[operator]()
        case Call("sqrt", (argument,)):
            return float(np.sqrt(value(argument, figures)))
        case Call("abs", (argument,)):
            return abs(value(argument, figures))
        case Call("max", arguments):
            return max(value(argument, figures) for argument in arguments)
    raise AssertionError(tree)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_written_equations_hold_for_the_figures_to_the_bit(optimizer):
    descent = described(optimizer)
    for step in anatomy(descent, 0, 200):
        for axis in range(2):
            figures = step.figures(axis)
            for line in equations(OPTIMIZERS[optimizer]):
                assert value(line.right, figures) == figures[line.name]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_term_has_an_equation_in_symbols_and_in_figures(optimizer):
    record = OPTIMIZERS[optimizer]
    names = [*(term.name for term in record.terms), "next_point"]
    step = anatomy(described(optimizer), 3, 1)[0]
    assert list(in_symbols(record)) == names
    assert list(in_figures(record, step.figures(0))) == names
    for written in (*in_symbols(record).values(), *in_figures(record, step.figures(1)).values()):
        assert written.startswith("<math>")
        assert written.endswith("</math>")


def test_gradient_descent_reads_as_the_update_of_the_textbook():
    step = anatomy(described("gradient_descent", learning_rate=0.01), 0, 1)[0]
    written = in_figures(OPTIMIZERS["gradient_descent"], step.figures(0))["next_point"]
    assert f"{step.point[0]:.4g}".lstrip("-") in written
    assert "0.01" in written
    assert f"{step.gradient[0]:.4g}".lstrip("-") in written


def test_the_slice_runs_through_both_ends_of_the_step():
    descent = described("gradient_descent", learning_rate=0.01)
    for step in anatomy(descent, 0, 5, with_slice=True):
        shares = list(step.slice.s)
        assert step.slice.losses[shares.index(0.0)] == pytest.approx(step.loss, rel=1e-12)
        assert step.slice.losses[shares.index(1.0)] == pytest.approx(step.next_loss, rel=1e-12)
        nearby = (step.slice.losses[shares.index(0.0) + 1] - step.slice.losses[shares.index(0.0) - 1]) / 0.05
        assert nearby == pytest.approx(step.slice.slope, rel=0.05)


def test_the_slice_of_a_quadratic_is_its_own_parabola():
    step = anatomy(described("gradient_descent", "quadratic", learning_rate=0.05), 0, 1, with_slice=True)[0]
    for share, loss in zip(step.slice.s, step.slice.losses, strict=True):
        parabola = step.loss + step.slice.slope * share + step.slice.curvature * share**2 / 2
        assert loss == pytest.approx(parabola, rel=1e-12, abs=1e-12)


def test_the_limit_of_a_step_is_two_over_the_curvature():
    bound = named_surface("quadratic", {"condition_number": 20})
    step = anatomy(Descent(bound, (4.0, 1.0), choose("gradient_descent", learning_rate=0.05), 5), 0, 1)[0]
    assert step.curvature.eigenvalues == pytest.approx((1.0, 20.0))
    assert step.curvature.limit == pytest.approx(0.1)
    assert step.curvature.product == pytest.approx(1.0)


def test_the_first_steps_from_both_axes_are_as_long_as_the_rate_times_the_slope():
    bound = named_surface("quadratic", {"condition_number": 20})
    for start, length in (((4.0, 0.0), 0.2), ((0.0, 4.0), 4.0)):
        step = anatomy(Descent(bound, start, choose("gradient_descent", learning_rate=0.05), 1), 0, 1)[0]
        assert np.hypot(*step.update) == pytest.approx(length)


def test_nothing_is_taken_apart_after_the_end():
    descent = described("gradient_descent", steps=10, learning_rate=0.01)
    assert [step.step for step in anatomy(descent, 8, 5)] == [8, 9]
    assert anatomy(descent, 10, 5) == []


def test_a_step_far_past_the_end_costs_no_walk(monkeypatch):
    monkeypatch.setattr(sys.modules["engine.anatomy"], "advance_until", None)
    assert anatomy(described("momentum", steps=1), 10**9, 5) == []


def test_a_run_that_was_stopped_has_no_more_steps():
    bound = named_surface("sphere")
    stopped = Descent(bound, (1.0, 1.0), choose("gradient_descent", learning_rate=0.1), 200, until=0.5)
    steps = len(descend(stopped).points) - 1
    assert len(anatomy(stopped, 0, 200)) == steps
    assert anatomy(stopped, 50, 3) == []
