"""A cell of a map is the single run from its centre, and the map tells of all of them together."""

from dataclasses import replace

import numpy as np
import pytest

from engine import Descent, choose, descend, explain, gradient, named_surface, schedule, typed_surface
from engine.outcome import BOUNCING, CONVERGED, DIVERGED, STALLED
from engine.sweeps import basins as basins_module
from engine.sweeps.basins import OUTCOMES, UNDEFINED, Naming, basins, levels, refine
from engine.sweeps.grid_cells import centres
from engine.sweeps.lanes import Cancelled
from engine.sweeps.places import NOWHERE

SURFACES = ["himmelblau", "rastrigin", "ackley", "three_hump_camel", "saddle", "eggholder"]
OPTIMIZERS = ["gradient_descent", "momentum", "nesterov", "rmsprop", "adam"]
ARRAYS = ("statuses", "places", "steps", "astray", "ends")
DEEP_VALLEY = (-3.779310, -3.283186)


def described(surface="himmelblau", optimizer="gradient_descent", rate=None, steps=300, **parts):
    bound = named_surface(surface) if isinstance(surface, str) else surface
    start = bound.record.start if bound.record else (1.0, 1.0)
    knobs = {} if rate is None else {"learning_rate": rate}
    return Descent(bound, start, choose(optimizer, **knobs), steps, **parts)


def mapped(descent, side=200, **more):
    return basins(descent, descent.surface.window, (side,) * descent.surface.dimension, **more)


def share(found, status, place):
    return next((part.share for part in found.shares if (part.status, part.place) == (status, place)), 0.0)


def place_near(found, point):
    (place,) = (
        k for k, minimum in enumerate(found.minima) if np.hypot(*np.subtract(minimum.at, point)) < 1e-3
    )
    return place


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", SURFACES)
def test_a_cell_is_the_single_run_from_its_centre(surface, optimizer):
    descent = described(surface, optimizer)
    found = mapped(descent, 60)
    generator = np.random.default_rng(SURFACES.index(surface) * 10 + OPTIMIZERS.index(optimizer))
    for row, column in generator.integers(0, 60, (14, 2)).tolist():
        start = (float(found.axes[0][column]), float(found.axes[1][row]))
        run = descend(replace(descent, start=start))
        outcome = explain(run)
        status, place = int(found.statuses[row, column]), int(found.places[row, column])
        assert found.ends[row, column].tolist() == run.points[-1].tolist()
        assert OUTCOMES[status] == outcome.status
        if status == CONVERGED:
            assert (
                np.hypot(*np.subtract(found.minima[place].at, outcome.figures["minimum"])) <= found.tolerance
            )
            assert found.steps[row, column] == np.flatnonzero(run.gradient_norms > 1e-6)[-1] + 1
        if status == DIVERGED:
            assert found.steps[row, column] == outcome.step


def test_the_deepest_valley_of_himmelblau_lets_go_of_its_balls_at_its_own_limit():
    below, above = mapped(described(rate=0.014)), mapped(described(rate=0.0155))
    place = place_near(below, DEEP_VALLEY)
    assert 0.22 <= share(below, CONVERGED, place) <= 0.25
    assert place_near(above, DEEP_VALLEY) == place, "a minimum that nothing reaches any more keeps its place"
    assert share(above, CONVERGED, place) == 0
    assert 0.22 <= share(above, BOUNCING, place) <= 0.24
    assert 0.014 < above.minima[place].limit < 0.0155


@pytest.mark.parametrize("rate", [0.01, 0.0149, 0.015, 0.0189, 0.0191, 0.0242, 0.0244, 0.025, 0.03])
def test_nothing_converges_to_a_minimum_above_its_limit(rate):
    found = mapped(described(rate=rate), 100)
    assert len(found.minima) == 4
    for place, minimum in enumerate(found.minima):
        if rate > minimum.limit:
            assert share(found, CONVERGED, place) == 0
        elif rate < 0.99 * minimum.limit:
            assert share(found, CONVERGED, place) > 0


def test_it_is_not_always_the_nearest_minimum():
    found = mapped(described(rate=0.01))
    assert (found.statuses == CONVERGED).all()
    assert 0.015 <= found.astray.mean() <= 0.025
    rows, columns = np.nonzero(found.astray)
    for row, column in list(zip(rows.tolist(), columns.tolist(), strict=True))[::50]:
        start = np.array([found.axes[0][column], found.axes[1][row]])
        away = [np.hypot(*(start - minimum.at)) for minimum in found.minima]
        assert int(np.argmin(away)) != found.places[row, column]


def test_what_does_not_rest_misses_no_minimum():
    found = mapped(described(rate=0.0155))
    rests = found.statuses == CONVERGED
    assert 0.1 < rests.mean() < 0.9
    assert found.astray[rests].any()
    assert not found.astray[~rests].any()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("surface", SURFACES)
def test_retirement_changes_no_label(surface, optimizer):
    descent = described(surface, optimizer, steps=400)
    early, late = (mapped(descent, 48, retire=retire) for retire in (True, False))
    for name in ARRAYS:
        assert getattr(early, name).tobytes() == getattr(late, name).tobytes(), name
    assert (early.minima, early.stalls, early.shares) == (late.minima, late.stalls, late.shares)


def test_a_map_in_tiles_is_the_whole(monkeypatch):
    descent = described(rate=0.0155)
    whole = mapped(descent, 50)
    monkeypatch.setattr(basins_module, "TILE", 700)
    monkeypatch.setattr(basins_module, "SIDE", 16)
    tiled = mapped(descent, 50)
    for name in ("statuses", "steps", "ends"):
        assert getattr(whole, name).tobytes() == getattr(tiled, name).tobytes(), name
    assert whole.shares == tiled.shares


@pytest.mark.parametrize(
    "parts",
    [
        {"schedule": schedule("cosine", length=150)},
        {"schedule": schedule("constant", changes=[(50, 0.002)])},
        {"gradient": gradient("noisy", scale=3.0), "seed": 5},
        {"gradient": gradient("central", clip_norm=5.0)},
    ],
    ids=["schedule", "by_hand", "noise", "differences"],
)
def test_a_cell_has_the_schedule_and_the_source_of_its_run(parts):
    descent = described("himmelblau", "momentum", 0.01, **parts)
    found = mapped(descent, 20)
    for row, column in [(0, 0), (3, 17), (11, 8), (19, 19)]:
        run = descend(replace(descent, start=(float(found.axes[0][column]), float(found.axes[1][row]))))
        assert found.ends[row, column].tolist() == run.points[-1].tolist()
        assert OUTCOMES[found.statuses[row, column]] == explain(run).status


def test_minima_that_the_catalog_does_not_know_are_found():
    descent = described(typed_surface("(x^2 - 1)^2 + y^2", window=[[-1.5, 1.5], [-1, 1]]), rate=0.05)
    found = mapped(descent, 31)
    assert not any(minimum.known for minimum in found.minima)
    assert [np.round(minimum.at, 3).tolist() for minimum in found.minima] == [[-1, 0], [1, 0]]
    assert share(found, CONVERGED, 0) == pytest.approx(15 / 31)


def test_where_runs_stall_is_told():
    found = mapped(
        described(typed_surface("(x^2 - 1)^2 + y^2", window=[[-1.5, 1.5], [-1, 1]]), rate=0.05), 31
    )
    (stall,) = found.stalls
    assert (stall.kind, stall.at) == ("saddle", pytest.approx((0.0, 0.0), abs=1e-3))
    assert share(found, STALLED, 0) == pytest.approx(1 / 31), "the middle column"
    level = mapped(described(typed_surface("floor(x) + 0*y")), 80)
    assert [stall.kind for stall in level.stalls] == ["flat"]
    assert level.stalls[0].at is None
    assert share(level, STALLED, 0) == 1.0


def test_where_the_loss_has_no_value_there_is_no_run():
    found = mapped(described(typed_surface("log(x) + y^2", window=[[-1, 1], [-1, 1]]), rate=0.01), 40)
    assert (found.statuses[:, :20] == UNDEFINED).all()
    assert (found.statuses[:, 20:] != UNDEFINED).all()
    assert np.isnan(found.ends[:, :20]).all()
    assert (found.places[:, :20] == NOWHERE).all()
    assert sum(part.share for part in found.shares) == pytest.approx(1.0)


def test_a_curve_has_a_row_of_cells():
    descent = described("double_well", rate=0.01)
    found = mapped(descent, 64)
    assert found.statuses.shape == found.places.shape == (64,)
    assert found.ends.shape == (64, 1)
    assert {part.place for part in found.shares} >= {0, 1}


def test_a_cell_is_a_cell_of_its_window():
    x, y = centres(((-2.0, 2.0), (0.0, 3.0)), (4, 3))
    assert x.tolist() == [-1.5, -0.5, 0.5, 1.5]
    assert y.tolist() == [0.5, 1.5, 2.5]
    found = basins(described(rate=0.01, steps=50), ((-2.0, 2.0), (0.0, 3.0)), (4, 3))
    assert found.statuses.shape == (3, 4)


def test_coarse_maps_come_first():
    assert levels((128, 128)) == ((32, 32), (128, 128))
    assert levels((1024, 512)) == ((64, 32), (256, 128), (1024, 512))
    assert levels((40, 40)) == ((40, 40),)
    descent = described(rate=0.01, steps=100)
    maps = list(refine(descent, descent.surface.window, (64, 64)))
    assert [found.statuses.shape for found in maps] == [(16, 16), (64, 64)]
    assert maps[-1].statuses.tobytes() == mapped(descent, 64).statuses.tobytes()


def test_nobody_waiting_ends_the_work():
    with pytest.raises(Cancelled):
        mapped(described(rate=0.01), 20, cancelled=lambda: True)


def test_there_may_be_more_places_where_runs_stall_than_minima():
    naming = Naming(described("himmelblau"))
    statuses = np.array([STALLED, CONVERGED, STALLED, STALLED, BOUNCING], dtype=np.uint8)
    minima, places = naming.told(statuses, np.array([0, 2, 9, 70, NOWHERE]))
    assert len(minima) == 4
    assert places.tolist() == [0, 2, 9, 70, NOWHERE]
