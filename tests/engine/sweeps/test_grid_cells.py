"""A grid is looked at patch by patch, and what comes of it is the same."""

import numpy as np
import pytest

from engine.sweeps.grid_cells import NOTHING, axes_of, centres, lay, nearest, patches, points_of

WINDOW = ((-5.0, 5.0), (-4.0, 4.0))


@pytest.mark.parametrize("resolution", [(1, 1), (5, 3), (128, 64), (130, 70), (300,)])
def test_what_comes_patch_by_patch_is_laid_out_in_rows(resolution):
    axes = centres(WINDOW[: len(resolution)], resolution)
    parts = patches(resolution, 64)
    points = np.concatenate([points_of(axes_of(axes, part)) for part in parts])
    shape = tuple(reversed(resolution))
    grids = np.empty((*shape, len(resolution))), np.empty(shape)
    lay(grids, (points, points[:, 0]), parts)
    assert grids[0].reshape(-1, len(resolution)).tolist() == points_of(axes).tolist()
    assert grids[1].ravel().tolist() == points_of(axes)[:, 0].tolist()


@pytest.mark.parametrize("count", [0, 1, 4, 60])
@pytest.mark.parametrize("resolution", [(1, 1), (150, 90), (300,)])
def test_the_nearest_place_is_that_of_all(resolution, count):
    """Rounded coordinates, so that some are equally near."""
    axes = centres(WINDOW[: len(resolution)], resolution)
    places = np.random.default_rng(count).uniform(-6, 6, (count, len(resolution))).round(0)
    away = np.square(points_of(axes)[:, None] - places).sum(axis=2)
    expected = away.argmin(axis=1).tolist() if count else [NOTHING] * len(away)
    assert nearest(axes, places).ravel().tolist() == expected
