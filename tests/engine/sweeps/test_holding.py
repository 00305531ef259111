"""Up to which rate a ground holds its ball agrees with its limit, and with single runs on both sides of it."""

from dataclasses import replace

import pytest

from engine import Descent, choose, descend, explain, named_surface
from engine.comparisons import COMPARISONS
from engine.outcome import STATUSES
from engine.sweeps.holding import holding
from engine.sweeps.sweep import spread

COUNT = 200  # rates over one decade: neighbours differ by 1.2 %
WITHIN = 0.02


def found(name):
    comparison = COMPARISONS[name]
    rates = spread(*comparison.rates, COUNT)
    return [(descent, holding(descent, rates)) for descent in comparison.descents()]


@pytest.mark.parametrize(("name", "limits"), [("valleys", (0.02, 0.01)), ("wells", (2 / 121, 2 / 41.4))])
def test_a_ground_holds_its_ball_to_the_limit_of_its_minimum(name, limits):
    for (descent, held), limit in zip(found(name), limits, strict=True):
        assert held.home.limit == pytest.approx(limit, rel=5e-3)
        assert held.holds_to == pytest.approx(limit, rel=WITHIN)
        assert held.holds_to <= held.home.limit < held.lets_go_at
        run = descend(replace(descent, optimizer=descent.optimizer.with_rate(held.holds_to)))
        assert explain(run).status in ("converged", "running")
        assert run.losses[-1] < run.losses[0]


def test_the_ball_that_leaves_the_sharp_well_rests_in_the_flat_one():
    (_, sharp), (_, flat) = found("wells")
    assert sharp.home.at == (-1.0, 0.0)
    assert STATUSES[sharp.becomes] == "converged"
    assert sharp.reaches.at == flat.home.at == (1.0, 0.0)


def test_on_a_terrace_nothing_moves_at_any_rate():
    (_, step), (_, sigmoid), (_, relu) = found("activations")
    assert not step.moves
    assert step.home is None
    assert step.holds_to is None
    assert sigmoid.moves
    assert relu.moves


def test_rates_that_all_hold_let_go_nowhere():
    parabola = Descent(named_surface("parabola"), (2.0,), choose("gradient_descent"), 200)
    held = holding(parabola, spread(0.01, 1.9, 20))
    assert (held.holds_to, held.lets_go_at, held.becomes, held.reaches) == (1.9, None, None, None)


def test_rates_of_which_none_holds_are_told_from_those_that_stand_still():
    parabola = Descent(named_surface("parabola"), (2.0,), choose("gradient_descent"), 200)
    held = holding(parabola, spread(2.5, 4.0, 20))
    assert (held.home, held.holds_to, held.lets_go_at) == (None, None, 2.5)
    assert held.moves
    assert STATUSES[held.becomes] == "diverged"
