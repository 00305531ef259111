"""Every minimum, saddle and maximum that a record states is one."""

from collections.abc import Callable
from itertools import product

import mpmath
import numpy as np
import pytest
from exact_values import exact

from engine.surfaces import SURFACES, KnownPoint, Surface, SurfaceRecord, named_surface
from engine.types import Array

DIRECTIONS = 720
GRID = 401


def sizes(surface: Surface) -> Array:
    return np.array([high - low for low, high in surface.window])


def grid(surface: Surface, count: int = GRID) -> Array:
    axes = [np.linspace(low, high, count) for low, high in surface.window]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)


def ring(surface: Surface, centre: Array, radius: float) -> Array:
    """Return points around the centre; the radius is a share of the window's smaller side."""
    reach = radius * sizes(surface).min()
    if surface.dimension == 1:
        return centre + reach * np.array([[-1.0], [1.0]])
    angles = 2 * np.pi * (np.arange(DIRECTIONS) + 0.5) / DIRECTIONS
    return centre + reach * np.stack([np.cos(angles), np.sin(angles)], axis=-1)


def rounding(surface: Surface) -> float:
    """Return the loss differences that rounding alone may cause near a point of the window."""
    return 1e-13 * float(np.ptp(surface.value(grid(surface, 101))))


def eigenvalues(surface: Surface, at: Array) -> Array:
    hessian = surface.hessian(at)
    if not np.isfinite(hessian).all():
        # drop_wave's root has no derivative in exactly the origin, though the surface has: look a hair beside.
        hessian = surface.hessian(at + 1e-9 * sizes(surface))
    return np.linalg.eigvalsh(hessian)


def kind_around(surface: Surface, at: Array, radius: float) -> str:
    """Return what the loss on a ring says about its centre, ties in favour of an extremum."""
    difference = surface.value(ring(surface, at, radius)) - surface.value(at)
    if (difference >= -rounding(surface)).all():
        return "minimum"
    return "maximum" if (difference <= rounding(surface)).all() else "saddle"


def test_gradient_vanishes(known: tuple[SurfaceRecord, KnownPoint]) -> None:
    record, point = known
    surface = named_surface(record.name)
    gradient = surface.gradient(np.array(point.at))
    if "edge" in point.flags:
        gradient = gradient[list(free_axes(surface, point))]
    # Rounding in the gradient scales with the terms that cancel, hence with the slopes around.
    typical = np.median(np.linalg.norm(surface.gradient(grid(surface, 101)), axis=-1))
    assert np.abs(gradient).max(initial=0.0) <= 1e-12 * max(typical, 1.0)


def test_eigenvalues_say_which_kind(unflagged: tuple[SurfaceRecord, KnownPoint]) -> None:
    record, point = unflagged
    values = eigenvalues(named_surface(record.name), np.array(point.at))
    signs = {"minimum": {1.0}, "maximum": {-1.0}, "saddle": {-1.0, 1.0}}[point.kind]
    assert set(np.sign(values)) == signs
    assert np.abs(values).min() > 1e-6 * np.abs(values).max()


@pytest.mark.parametrize("radius", [1e-4, 1e-3])
def test_loss_around_says_which_kind(inner: tuple[SurfaceRecord, KnownPoint], radius: float) -> None:
    record, point = inner
    assert kind_around(named_surface(record.name), np.array(point.at), radius) == point.kind


def test_coordinates_are_correct_to_the_last_digit(off_origin: tuple[SurfaceRecord, KnownPoint]) -> None:
    record, point = off_origin
    surface = named_surface(record.name)
    axes = free_axes(surface, point)
    if "degenerate" in point.flags:
        axes = axes[:1]  # a circle of minima or maxima, stated where it crosses the first axis
    for axis, error in zip(axes, newton_step(surface, point, axes), strict=True):
        half_a_digit = np.spacing(abs(point.at[axis])) / 2
        assert abs(error) <= 1.01 * half_a_digit


def newton_step(surface: Surface, point: KnownPoint, axes: tuple[int, ...]) -> list[float]:
    """Return how far the exact stationary point is, along the given axes, from the one that is stated."""
    with mpmath.workdps(60):
        at = tuple(mpmath.mpf(coordinate) for coordinate in point.at)
        function = exact(surface.formula)
        gradient = mpmath.matrix([derivative(function, at, (axis,)) for axis in axes])
        hessian = mpmath.matrix([[derivative(function, at, (i, j)) for j in axes] for i in axes])
        return [float(entry) for entry in mpmath.lu_solve(hessian, -gradient)]


def derivative(
    function: Callable[..., mpmath.mpf], at: tuple[mpmath.mpf, ...], axes: tuple[int, ...]
) -> mpmath.mpf:
    orders = tuple(axes.count(axis) for axis in range(len(at)))
    return mpmath.diff(function, at if len(at) > 1 else at[0], orders if len(at) > 1 else orders[0])


def free_axes(surface: Surface, point: KnownPoint) -> tuple[int, ...]:
    """Return the axes along which the point is not held by the window's border."""
    return tuple(axis for axis, ends in enumerate(surface.window) if point.at[axis] not in ends)


def test_flags_are_used_where_they_apply() -> None:
    used: dict[str, set[str]] = {}
    for record in SURFACES.values():
        for flag in (flag for point in record.points for flag in point.flags):
            used.setdefault(flag, set()).add(record.name)
    assert used == {
        "kink": {"ackley"},
        "edge": {"eggholder"},
        "degenerate": {"drop_wave", "monkey_saddle", "terraces", "terraces_1d"},
    }


def test_gradient_jumps_at_a_kink(kink: tuple[SurfaceRecord, KnownPoint]) -> None:
    record, point = kink
    surface = named_surface(record.name)
    for axis, radius in product(range(surface.dimension), (1e-6, 1e-9, 1e-12)):
        step = np.zeros(surface.dimension)
        step[axis] = radius
        before, after = surface.gradient(np.array(point.at) + np.stack([-step, step]))[:, axis]
        assert before < -1.0
        assert after > 1.0


def test_the_way_down_from_an_edge_leaves_the_window(edge: tuple[SurfaceRecord, KnownPoint]) -> None:
    record, point = edge
    surface = named_surface(record.name)
    at = np.array(point.at)
    held = [axis for axis in range(surface.dimension) if axis not in free_axes(surface, point)]
    assert held
    for axis in held:
        outward = 1.0 if point.at[axis] == surface.window[axis][1] else -1.0
        assert -surface.gradient(at)[axis] * outward > 0
    lows, highs = np.array(surface.window).T
    nearby = np.clip(np.concatenate([ring(surface, at, r) for r in np.geomspace(1e-6, 1e-2, 9)]), lows, highs)
    assert (surface.value(nearby) >= surface.value(at)).all()


def test_an_eigenvalue_is_zero_at_a_degenerate_point(degenerate: tuple[SurfaceRecord, KnownPoint]) -> None:
    record, point = degenerate
    values = np.abs(eigenvalues(named_surface(record.name), np.array(point.at)))
    assert values.min() <= 1e-9 * max(values.max(), 1.0)


def test_nothing_in_the_window_is_lower_than_the_lowest(record: SurfaceRecord) -> None:
    surface = named_surface(record.name)
    stated = [float(surface.value(np.array(point.at))) for point in record.points if point.lowest]
    losses = surface.value(grid(surface))
    if not stated:
        border = np.ones(losses.shape, dtype=bool)
        border[(slice(1, -1),) * surface.dimension] = False
        assert losses[border].min() < losses[~border].min()
        return
    assert np.ptp(stated) <= rounding(surface)
    assert max(stated) <= losses.min() + rounding(surface)
    others = [
        float(surface.value(np.array(point.at)))
        for point in record.points
        if point.kind == "minimum" and not point.lowest
    ]
    assert min(others, default=np.inf) > max(stated) + rounding(surface)


@pytest.mark.parametrize(
    "name",
    [
        "himmelblau",
        "three_hump_camel",
        "six_hump_camel",
        "styblinski_tang",
        "goldstein_price",
        "mccormick",
        "double_well",
        "many_minima",
    ],
)
def test_no_minimum_is_missing(name: str) -> None:
    surface = named_surface(name)
    found = dips(surface)
    for _ in range(50):
        found = found - np.linalg.solve(surface.hessian(found), surface.gradient(found)[..., None])[..., 0]
    distances = [np.abs(found - np.array(point.at)).max(axis=-1) for point in surface.points]
    # In a narrow slanting valley the grid dips where the surface does not: Newton then ends at a saddle.
    assert np.min(distances, axis=0).max() < 1e-9
    minima = [
        distance for distance, point in zip(distances, surface.points, strict=True) if point.kind == "minimum"
    ]
    assert np.min(minima, axis=1).max() < 1e-9


def dips(surface: Surface) -> Array:
    """Return the inner points of a dense grid that are not higher than any neighbour."""
    points = grid(surface, 601)
    losses = surface.value(points)
    inside = (slice(1, -1),) * surface.dimension
    lowest = np.ones(losses[inside].shape, dtype=bool)
    for shift in product((-1, 0, 1), repeat=surface.dimension):
        neighbours = tuple(slice(1 + by, size - 1 + by) for by, size in zip(shift, losses.shape, strict=True))
        lowest &= losses[inside] <= losses[neighbours]
    return points[inside][lowest]


@pytest.mark.parametrize("end", [0, 1], ids=["low", "high"])
def test_known_points_hold_at_every_setting_of_a_knob(record: SurfaceRecord, end: int) -> None:
    for knob in record.knobs:
        surface = named_surface(record.name, {knob.name: knob.soft[end]})
        for point in record.points:
            at = np.array(point.at)
            assert np.abs(surface.gradient(at)).max() == 0.0
            assert kind_around(surface, at, 1e-3) == point.kind
            assert (eigenvalues(surface, at) > 0).all()
