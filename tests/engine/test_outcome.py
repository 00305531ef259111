"""What became of a run: the ladder on the parabola, and every status and reason on a run of its own."""

import dataclasses

import pytest

from engine import (
    SURFACES,
    Descent,
    choose,
    descend,
    explain,
    gradient,
    named_surface,
    piecewise,
    schedule,
    typed_surface,
)
from engine.curvature import zone


def outcome(surface, start, steps=200, optimizer="gradient_descent", **knobs):
    bound = named_surface(surface) if surface.isidentifier() else typed_surface(surface)
    return explain(descend(Descent(bound, start, choose(optimizer, **knobs), steps)))


@pytest.mark.parametrize(
    ("product", "status", "reason"),
    [
        (0.5, "converged", "minimum"),
        (1.0, "converged", "minimum"),
        (1.5, "converged", "minimum"),
        (2.0, "bouncing", "above_limit"),
        (2.5, "diverged", "unstable_rate"),
    ],
)
def test_the_ladder_on_the_parabola(product, status, reason):
    found = outcome("parabola", (1.0,), learning_rate=product)
    assert (found.status, found.reason) == (status, reason)
    assert found.figures["product"] == product
    assert found.figures["product_limit"] == 2.0


def test_below_one_every_step_stays_on_its_side_and_above_one_it_lands_beyond():
    for product, signs in ((0.5, {1.0}), (1.5, {1.0, -1.0})):
        run = descend(
            Descent(named_surface("parabola"), (1.0,), choose("gradient_descent", learning_rate=product), 20)
        )
        found = [point[0] / abs(point[0]) for point in run.points.tolist()]
        assert set(found) == signs
        assert all(a > b for a, b in zip(run.losses, run.losses[1:], strict=False))


def test_two_steps_under_then_one_too_far_at_one_rate():
    run = descend(
        Descent(named_surface("log_bowl"), (2.0,), choose("gradient_descent", learning_rate=0.8), 4)
    )
    assert run.points.ravel().tolist() == pytest.approx([2, 1.36, 0.596, -0.107, 0.063], abs=5e-4)


@pytest.mark.parametrize(
    ("start", "minimum"),
    [
        ((0.0, 0.0), (3.0, 2.0)),
        ((-1.0, 1.0), (-2.805118, 3.131313)),
        ((-4.0, -4.0), (-3.779310, -3.283186)),
        ((4.0, -3.0), (3.584428, -1.848127)),
    ],
)
def test_four_starts_reach_the_four_minima_of_himmelblau(start, minimum):
    found = outcome("himmelblau", start, learning_rate=0.01)
    assert found.status == "converged"
    assert found.figures["minimum"] == pytest.approx(minimum, abs=1e-6)


@pytest.mark.parametrize(("minimum", "limit"), [(0, 0.02431), (1, 0.02484), (2, 0.01495), (3, 0.01898)])
def test_each_minimum_of_himmelblau_stops_attracting_at_its_own_limit(minimum, limit):
    places = [(3.0, 2.0), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)]
    start = (places[minimum][0] + 0.01, places[minimum][1] + 0.01)
    below = outcome("himmelblau", start, steps=3000, learning_rate=0.99 * limit)
    above = outcome("himmelblau", start, steps=3000, learning_rate=1.01 * limit)
    assert below.status == "converged"
    assert above.status == "bouncing"
    assert above.reason == "above_limit"
    assert above.figures["product"] > 2 > below.figures["product"]


def test_a_ball_above_its_limit_circles_in_its_valley():
    found = outcome("himmelblau", (-3.7, -3.3), steps=300, learning_rate=0.0155)
    assert (found.status, found.reason) == ("bouncing", "above_limit")
    assert found.figures["minimum"] == pytest.approx((-3.779310, -3.283186), abs=1e-6)
    assert found.figures["product"] == pytest.approx(2.07, abs=0.005)


def test_a_saddle_has_no_bottom_and_no_cure():
    found = outcome("saddle", (1.0, 0.1), steps=20_000, learning_rate=0.001)
    assert (found.status, found.reason) == ("diverged", "no_bottom")
    assert "try_learning_rate" not in found.figures


def test_a_divergence_states_its_growth_and_a_rate_that_holds():
    found = outcome("parabola", (1.0,), learning_rate=2.5)
    assert found.figures["growth"] == pytest.approx(2.25)
    cure = found.figures["try_learning_rate"]
    assert cure < 2
    assert outcome("parabola", (1.0,), learning_rate=cure).status == "converged"


@pytest.mark.parametrize("rate", [0.04, 0.05, 0.3])
def test_the_cure_of_a_divergence_holds_on_himmelblau(rate):
    found = outcome("himmelblau", (4.0, 4.0), learning_rate=rate)
    assert (found.status, found.reason) == ("diverged", "unstable_rate")
    assert found.figures["product"] > 2
    assert outcome("himmelblau", (4.0, 4.0), learning_rate=found.figures["try_learning_rate"]).status in (
        "converged",
        "running",
    )


def test_leaving_the_domain_has_its_own_reason():
    found = outcome("log(x)^2 + y^2", (3.0, 1.0), learning_rate=5)
    assert (found.status, found.reason, found.step) == ("diverged", "undefined", 1)
    assert found.figures["try_learning_rate"] < 5


@pytest.mark.parametrize(
    ("surface", "start", "reason"),
    [
        ("saddle", (1.0, 0.0), "saddle"),
        ("floor(x) + y^2", (0.5, 1.0), "flat"),
        ("floor(x) + floor(2*y)", (0.5, 1.2), "terrace"),
        ("terraces", (-3.0, 2.0), "terrace"),
        ("terraces_1d", (4.5,), "terrace"),
        ("relu_cost", (-3.5,), "terrace"),
        ("max(x, 0)^2 + max(y, 0)", (-1.0, -2.0), "terrace"),
        ("easom", (-20.0, -20.0), "flat"),
        ("-x^2 - y^2", (0.0, 0.0), "maximum"),
        ("ackley", (0.0, 0.0), "kink"),
        ("abs(x) + abs(y)", (0.0, 0.0), "kink"),
        ("abs(x) + y^2", (0.0, 0.0), "kink"),
        ("x^4 - y^4", (0.0, 0.0), "flat"),
        ("sigmoid_cost", (-2000.0,), "flat"),
        ("easom", (-3.0, 8.0), "flat"),
        ("easom", (0.33, 0.31), "flat"),
        ("(x^2 + y^2 - 1)^2", (0.6, 0.8), "flat"),
        ("exp(x) + y^2", (-20.0, 0.0), "flat"),
    ],
)
def test_standing_still_elsewhere_than_at_a_minimum_is_stalled(surface, start, reason):
    found = outcome(surface, start, learning_rate=0.1)
    assert (found.status, found.reason) == ("stalled", reason)


def test_a_kink_gives_no_rest():
    found = outcome("abs(x) + abs(y)", (3.0, 1.0), learning_rate=0.1)
    assert (found.status, found.reason) == ("bouncing", "no_rest")


def test_zero_gradient_with_speed_is_not_arrived():
    # Momentum passes the minimum at full speed: the gradient vanishes, the state does not.
    run = Descent(named_surface("parabola"), (1.0,), choose("momentum", learning_rate=1.0, momentum=0.9), 1)
    found = descend(run)
    assert found.gradient_norms[-1] == 0
    assert explain(found).status == "running"


@pytest.mark.parametrize("steps", [3, 7, 40, 200])
@pytest.mark.parametrize("rate", [1e-4, 0.1, 1.0, 1.9])
def test_a_damped_swing_is_never_called_bouncing(steps, rate):
    for optimizer in ("gradient_descent", "momentum"):
        found = outcome("parabola", (1.0,), steps=steps, optimizer=optimizer, learning_rate=rate)
        assert found.status in ("running", "converged")


def test_a_swing_that_grows_or_fades_quickly_is_not_called_bouncing():
    out = outcome("six_hump_camel", (0.2, -0.6), optimizer="adadelta", learning_rate=3000.0)
    assert (out.status, out.reason) == ("running", "rising")
    fading = outcome("sphere", (-4.0, 3.0), steps=60, optimizer="nadam", learning_rate=3.0)
    assert fading.status == "running"


def test_a_run_too_short_to_diverge_is_rising():
    found = outcome("parabola", (1.0,), steps=5, learning_rate=2.5)
    assert (found.status, found.reason) == ("running", "rising")


def test_the_outcome_depends_on_the_last_points_only():
    slow_then_fast = Descent(
        named_surface("parabola"),
        (1.0,),
        choose("gradient_descent", learning_rate=1e-6),
        400,
        piecewise(((100, 0.5),)),
    )
    found = explain(descend(slow_then_fast))
    assert found.status == "converged"
    assert found.figures["learning_rate"] == 0.5


def test_zones_are_shares_of_the_limit():
    shares = [zone(rate, 2.0) for rate in (0.05, 0.1, 0.99, 1.0, 1.99, 2.01)]
    assert shares == ["creep", "monotone", "monotone", "overshoot", "overshoot", "unstable"]
    assert zone(1.0, None) is None


def test_steps_to_a_millionth_on_the_parabola():
    steps = []
    for product in (0.1, 0.5, 1.0, 1.5, 1.9):
        described = Descent(
            named_surface("parabola"), (1.0,), choose("gradient_descent", learning_rate=product), 500
        )
        steps.append(descend(dataclasses.replace(described, until=1e-6)).progress.step)
    assert steps == [132, 20, 1, 20, 132]


@pytest.mark.parametrize("surface", SURFACES)
def test_a_ball_put_on_a_known_saddle_or_maximum_is_stalled_there(surface):
    bound = named_surface(surface)
    for known in bound.points:
        if known.kind != "minimum" and not known.flags:
            run = Descent(bound, known.at, choose("gradient_descent", learning_rate=1e-9), 1)
            found = explain(descend(run))
            assert (found.status, found.reason) == ("stalled", known.kind)


@pytest.mark.parametrize(("formula", "start"), [("x^3 + y^2", (1.0, 0.0)), ("x^3 + y^2", (0.5, 0.5))])
def test_an_inflection_is_no_minimum(formula, start):
    found = outcome(formula, start, steps=20_000, learning_rate=0.1)
    assert found.status != "converged"


def test_a_flat_minimum_is_a_minimum():
    run = Descent(
        typed_surface("x^4 + y^4"), (1.0, 1.0), choose("gradient_descent", learning_rate=0.2), 50_000
    )
    assert explain(descend(run)).status == "converged"


@pytest.mark.parametrize(
    ("surface", "start", "rate"), [("himmelblau", (-5.0, 5.0), 52.0), ("matyas", (1.609, -0.0909), 330.0)]
)
def test_one_long_first_step_does_not_make_a_falling_run_bounce(surface, start, rate):
    found = outcome(surface, start, steps=64, optimizer="adagrad", learning_rate=rate)
    assert (found.status, found.reason) == ("running", "falling")


def test_a_cure_is_a_rate_that_can_be_chosen():
    found = outcome("1e12*(x^2 + y^2)", (1.0, 1.0), learning_rate=1e-11)
    cure = found.figures["try_learning_rate"]
    assert cure is None or choose("gradient_descent", learning_rate=cure)


def test_no_cure_where_the_fall_line_never_rests():
    assert (
        outcome("log(x) + y^2", (1.0, 0.0), steps=50, learning_rate=3.0).figures["try_learning_rate"] is None
    )


def ended(surface, start, rate, steps=400, optimizer="gradient_descent", **parts):
    bound = named_surface(surface)
    return explain(descend(Descent(bound, start, choose(optimizer, learning_rate=rate), steps, **parts)))


@pytest.mark.parametrize(
    "falling", [schedule("exponential", factor=0.8), schedule("cosine", length=50, lowest=0.0)]
)
@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "adam"])
def test_a_rate_that_fades_before_a_minimum_is_not_said_to_converge(falling, optimizer):
    found = ended("rosenbrock", (-1.2, 1.0), 1e-4, optimizer=optimizer, schedule=falling)
    assert (found.status, found.reason) == ("running", "faded")
    assert found.figures["highest_rate"] == 1e-4
    assert found.figures["learning_rate"] < 1e-7


def test_a_rate_that_fades_after_the_arrival_is_said_to_converge():
    found = ended("himmelblau", (-1.0, 1.0), 0.01, schedule=schedule("cosine", length=300, lowest=0.0))
    assert (found.status, found.reason) == ("converged", "minimum")


def test_standing_still_on_a_slope_is_not_bouncing():
    for steps in (100, 120, 200, 1000):
        halted = schedule("exponential", factor=0.5)
        assert ended("himmelblau", (-1.0, 1.0), 0.001, steps, schedule=halted).status == "running"


def test_the_highest_rate_of_a_cycle_decides_when_the_last_one_is_low():
    cycle = schedule("triangular", half_period=2, lowest=0.3)
    found = ended("himmelblau", (-2.9, 3.1), 0.05, 401, schedule=cycle)
    assert cycle.learning_rates(0.05, 400, 1)[0] < found.figures["limit"]
    assert (found.status, found.reason) == ("bouncing", "above_limit")
    assert found.figures["learning_rate"] == 0.05


@pytest.mark.parametrize("seed", range(12))
def test_a_noisy_run_is_not_said_to_converge(seed):
    found = ended("himmelblau", (-1.0, 1.0), 0.01, 800, gradient=gradient("noisy", scale=1.0), seed=seed)
    assert found.status in ("bouncing", "running")
    assert found.reason == "noise"
    assert "try_learning_rate" not in found.figures


def test_noise_below_every_tolerance_does_not_keep_it_from_converging():
    found = ended("himmelblau", (-1.0, 1.0), 0.01, 800, gradient=gradient("noisy", scale=1e-9))
    assert found.status == "converged"


def test_a_rate_above_the_limit_is_blamed_before_the_noise():
    found = ended("himmelblau", (-2.8, 3.1), 0.03, 400, gradient=gradient("noisy", scale=0.1, clip_norm=5.0))
    assert (found.status, found.reason) == ("bouncing", "above_limit")


@pytest.mark.parametrize(("h", "too_large"), [(0.1, True), (1e-16, False)])
def test_a_measured_slope_of_zero_is_told_from_a_true_one(h, too_large):
    found = ended("himmelblau", (-1.0, 1.0), 0.01, gradient=gradient("forward", h=h))
    assert (found.status, found.reason) == ("running", "misled")
    assert found.figures["h_too_large"] is too_large
    assert found.figures["measured_norm"] < 0.1 * found.figures["gradient_norm"]


@pytest.mark.parametrize(
    "parts",
    [
        {"schedule": schedule("warm_up", length=100)},
        {"schedule": schedule("triangular")},
        {"gradient": gradient("noisy", scale=1.0)},
        {"gradient": gradient("central")},
    ],
)
def test_a_cure_is_tried_under_the_same_schedule_and_source(parts):
    bound = named_surface("himmelblau")
    wild = Descent(bound, (-1.0, 1.0), choose("gradient_descent", learning_rate=0.2), 300, **parts)
    found = explain(descend(wild))
    assert found.status == "diverged"
    cured = dataclasses.replace(wild, optimizer=wild.optimizer.with_rate(found.figures["try_learning_rate"]))
    assert explain(descend(cured)).status in ("converged", "running", "bouncing")
    assert descend(cured).exit is None


def test_a_low_point_of_a_cycle_is_not_a_rate_that_has_faded():
    cycle = schedule("triangular", half_period=100, lowest=0.0)
    found = ended("rosenbrock", (-1.2, 1.0), 5e-4, 400, schedule=cycle)
    assert cycle.learning_rates(5e-4, 399, 1)[0] < 0.02 * 5e-4
    assert (found.status, found.reason) == ("running", "falling")
    assert found.figures["learning_rate"] > 0.5 * 5e-4  # the highest of the last steps


def test_noise_that_is_not_to_blame_is_not_blamed():
    wild = ended("himmelblau", (-1.0, 1.0), 0.2, 300, "rmsprop", gradient=gradient("noisy", scale=1e-6))
    assert (wild.status, wild.reason) == ("bouncing", "no_rest")
