"""A step taken apart adds up to the step."""

import math
import re
import sys

import numpy as np
import pytest

from engine import GRADIENTS, OPTIMIZERS, Descent, anatomy, choose, descend, gradient, named_surface, schedule
from engine.arithmetic import before_in_symbols, in_figures, in_symbols
from engine.equations import equations
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


def value(tree, figures, loss=None):
    match tree:
        case Number(number):
            return number
        case Name(name):
            return figures[name]
        case Negate(operand):
            return -value(operand, figures, loss)
        case Binary(operator, left, right):
            a, b = value(left, figures, loss), value(right, figures, loss)
            return {
                "+": lambda: a + b,
                "-": lambda: a - b,
                "*": lambda: a * b,
                "/": lambda: a / b,
                "^": lambda: a * a,
            }[operator]()
        case Call("sqrt", (argument,)):
            return float(np.sqrt(value(argument, figures, loss)))
        case Call("abs", (argument,)):
            return abs(value(argument, figures, loss))
        case Call("max", arguments):
            return max(value(argument, figures, loss) for argument in arguments)
        case Call("hypot", (first, second)):
            return float(np.hypot(value(first, figures, loss), value(second, figures, loss)))
        case Call("loss", (argument,)):
            return loss(value(argument, figures, loss))
    raise AssertionError(tree)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_written_equations_hold_for_the_figures_to_the_bit(optimizer):
    descent = described(optimizer)
    for step in anatomy(descent, 0, 200):
        for axis in range(2):
            figures = step.figures(axis)
            for line in equations(OPTIMIZERS[optimizer]):
                assert value(line.right, figures) == figures[line.name]


SOURCES = {
    f"{name}{'-clipped' if clip else ''}": gradient(name, clip_norm=clip)
    for name in GRADIENTS
    for clip in (None, 3.0)
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", ["himmelblau", "log_bowl"])
def test_from_the_source_to_the_next_point_every_equation_holds_to_the_bit(surface, optimizer, source):
    bound = named_surface(surface)
    choice, falling = choose(optimizer, learning_rate=0.01), schedule("cosine", length=150)
    descent = Descent(bound, bound.record.start, choice, 200, falling, gradient=source, seed=3)
    run = descend(descent)
    steps = anatomy(descent, 0, 200)
    assert len(steps) == len(run.points) - 1
    lines = equations(choice.optimizer, source, dimension=bound.dimension)
    names = [*(term.name for term in source.terms), *(term.name for term in choice.optimizer.terms)]
    assert [line.name for line in lines] == [*names, "next_point"]
    for step, here, there in zip(steps, run.points[:-1], run.points[1:], strict=True):
        assert (step.point, step.next_point) == (tuple(here), tuple(there))
        assert [name for name, _ in step.terms] == names
        assert step.gradient == bound.formula.at(here)[1]
        for axis in range(bound.dimension):
            figures = step.figures(axis)

            def loss(coordinate, axis=axis, point=step.point):
                return bound.formula.at([coordinate if k == axis else part for k, part in enumerate(point)])[
                    0
                ]

            for line in lines:
                assert value(line.right, figures, loss) == figures[line.name], line.name
            assert step.point[axis] + figures["update"] == figures["next_point"]


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_what_comes_before_the_rule_is_written_in_symbols_and_in_figures(optimizer, source):
    bound = named_surface("himmelblau")
    step = anatomy(Descent(bound, (-1.0, 1.0), choose(optimizer), 3, gradient=source), 1, 1)[0]
    found = in_figures(OPTIMIZERS[optimizer], step.figures(0), source)
    written = before_in_symbols(source.record, clips=source.clips)
    assert [name for name in found if name in written] == [term.name for term in source.terms]
    for text in (*found.values(), *written.values()):
        assert text.startswith("<math>")
        assert not any(name in text for name in ("hypot", "component", "draw", "nan", "_"))


def names_in(tree):
    match tree:
        case Name(name):
            return {name}
        case Negate(operand):
            return names_in(operand)
        case Binary(_, left, right):
            return names_in(left) | names_in(right)
        case Call(_, arguments):
            return set().union(*map(names_in, arguments))
    return set()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_rule_speaks_of_the_gradient_that_it_gets(optimizer, source):
    lines = equations(OPTIMIZERS[optimizer], source)[len(source.terms) :]
    named = set().union(*(names_in(line.right) for line in lines))
    gets = source.terms[-1].name if source.terms else "gradient"
    assert gets in named
    assert not named & ({"gradient", *(term.name for term in source.terms)} - {gets})


def test_the_loss_and_the_loss_a_little_ahead_are_told_apart():
    bound = named_surface("himmelblau")
    step = anatomy(Descent(bound, (-1.0, 1.0), choose("adam"), 3, gradient=gradient("forward")), 0, 1)[0]
    found = in_figures(OPTIMIZERS["adam"], step.figures(0), gradient("forward"))
    assert found["loss_here"].endswith("<mn>130</mn></mrow></math>")
    assert "130.00000" in found["loss_ahead"] or "129.99999" in found["loss_ahead"]


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


def test_a_small_step_of_a_point_far_off_can_be_read_off_its_equation():
    surface = named_surface("himmelblau")
    descent = Descent(surface, (3.0, -4.0), choose("gradient_descent", learning_rate=0.0205), 50)
    for step in anatomy(descent, 20, 25):
        move = step.next_point[0] - step.point[0]
        assert abs(move) < 0.02
        written = in_figures(OPTIMIZERS["gradient_descent"], step.figures(0))["next_point"]
        before, after = (float(re.findall(r"<mn>([\d.]+)</mn>", written)[place]) for place in (0, -1))
        assert after - before == pytest.approx(move, rel=0.1)
        assert max(len(f"{end:.12g}") for end in (before, after)) < 4 - math.log10(abs(move)) + 2


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


@pytest.mark.parametrize("name", ["cosine", "triangular", "one_cycle"])
def test_the_product_of_a_step_is_that_of_the_rate_in_force(name):
    bound, falling = named_surface("quadratic", {"condition_number": 20}), schedule(name)
    descent = Descent(bound, (4.0, 1.0), choose("gradient_descent", learning_rate=0.05), 60, falling)
    for step, rate in zip(anatomy(descent, 0, 60), falling.learning_rates(0.05, 0, 60), strict=True):
        assert step.learning_rate == rate
        assert step.curvature.product == pytest.approx(20 * rate)
        assert dict(step.knobs)["learning_rate"] == rate
