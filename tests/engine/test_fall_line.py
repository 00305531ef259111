"""The fall line is what gradient descent approaches as the learning rate goes to 0."""

import itertools
import math

import numpy as np
import pytest

from engine import SURFACES, Descent, choose, descend, fall_line, named_surface, typed_surface


@pytest.mark.parametrize("surface", ["himmelblau", "rosenbrock", "beale", "valley_winding", "six_hump_camel"])
def test_descent_with_a_tiny_rate_keeps_to_the_fall_line(surface):
    bound = named_surface(surface)
    start = bound.record.start
    line = np.array(fall_line(bound, start).points)
    size = max(high - low for low, high in bound.window)
    rate = 1e-3 / np.abs(bound.hessian(line)).max()
    path = descend(Descent(bound, start, choose("gradient_descent", learning_rate=float(rate)), 4000)).points
    for point in path[::200]:
        legs, offsets = line[1:] - line[:-1], point - line[:-1]
        along = np.clip((offsets * legs).sum(1) / np.maximum((legs * legs).sum(1), 1e-300), 0, 1)
        distance = np.linalg.norm(offsets - along[:, None] * legs, axis=1).min()
        assert distance < 0.005 * size


@pytest.mark.parametrize("surface", SURFACES)
def test_the_loss_falls_along_every_fall_line(surface):
    bound = named_surface(surface)
    line = fall_line(bound, bound.record.start)
    losses = bound.value(np.array(line.points))
    assert (np.diff(losses) <= 1e-9 * np.abs(losses[:-1]) + 1e-12).all()


@pytest.mark.parametrize("angle", [0, 30, 77])
def test_on_a_quadratic_the_line_is_the_exact_exponential(angle):
    bound = named_surface("quadratic", {"condition_number": 20, "rotation": float(angle)})
    line = np.array(fall_line(bound, (3.0, -2.0)).points)
    _, vectors = np.linalg.eigh(bound.hessian(np.zeros(2)))
    flat, steep = np.abs(line @ vectors).T
    kept = steep > 1e-6
    # flat = a e^(−t), steep = b e^(−20t): steep/b = (flat/a)^20
    assert np.log(steep[kept] / steep[0]) == pytest.approx(
        20 * np.log(flat[kept] / flat[0]), rel=1e-4, abs=1e-6
    )


@pytest.mark.parametrize(
    ("surface", "start", "ends"),
    [
        ("himmelblau", (0.0, 0.0), "minimum"),
        ("saddle", (1.0, 0.0), "saddle"),
        ("saddle", (1.0, 0.1), "window"),
        ("floor(x) + floor(y)", (0.5, 0.5), "flat"),
        ("abs(x) + abs(y)", (3.0, 1.0), "kink"),
        ("x + abs(y)/10", (3.0, 1.0), "kink"),  # it would have to slide down along the kink
        ("min(x, 2*x) + x^2/9 + y^2", (2.0, 1.0), "minimum"),  # steeper below, gentler above: it goes on down
        ("relu_cost", (-2.5,), "minimum"),
        ("relu_cost", (-3.5,), "flat"),
    ],
)
def test_a_line_says_how_it_ends(surface, start, ends):
    bound = named_surface(surface) if surface.isidentifier() else typed_surface(surface)
    assert fall_line(bound, start).ends == ends


def test_a_line_keeps_its_steps_short_enough_to_draw():
    bound = named_surface("rosenbrock")
    points = fall_line(bound, (-1.5, 2.5)).points
    size = max(high - low for low, high in bound.window)
    assert max(math.dist(a, b) for a, b in itertools.pairwise(points)) <= 0.02 * size * (1 + 1e-12)
