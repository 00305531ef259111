import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.grid import LEVELS, Scale, axes, rows, scale_of
from engine.surfaces import SURFACES, named_surface

losses_of_any_size = arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e150, 1e150))


@given(losses_of_any_size)
def test_shade_rises_with_the_loss_from_zero_to_one(losses):
    scale = scale_of(losses)
    shade = scale.shade(np.sort(losses))
    assert (np.diff(shade) >= 0).all()
    assert shade[0] == 0
    assert shade[-1] in (0, pytest.approx(1))


@given(losses_of_any_size, st.floats(0, 1))
def test_a_loss_and_its_shade_are_each_others_inverse(losses, shade):
    scale = scale_of(losses)
    if scale.highest > scale.lowest:
        span = scale.highest - scale.lowest
        resolved = 1e-12 + 1e-15 * max(abs(scale.lowest), abs(scale.highest)) / min(span, scale.knee)
        assert scale.shade(np.array(scale.loss(shade))) == pytest.approx(shade, abs=min(1, 10 * resolved))


def test_losses_spread_evenly_are_shaded_evenly():
    assert scale_of(np.linspace(0, 1, 50)).kind == "linear"


def test_losses_that_crowd_at_the_bottom_are_shaded_by_their_logarithm():
    scale = scale_of(np.geomspace(1, 1e6, 50))
    assert scale.kind == "logarithmic"
    quarter = np.quantile(np.geomspace(1, 1e6, 50), 0.25)
    assert scale.shade(np.array(quarter)) == pytest.approx(0.5)


def test_what_is_not_finite_has_no_shade_and_no_say():
    losses = np.array([0.0, 1.0, math.nan, math.inf, -math.inf])
    scale = scale_of(losses)
    assert (scale.lowest, scale.highest) == (0, 1)
    assert np.isnan(scale.shade(losses)).tolist() == [False, False, True, True, True]
    assert scale_of(np.array([math.nan])) == Scale(0.0, 0.0)


def test_one_loss_alone_has_neither_range_nor_levels():
    scale = scale_of(np.full(9, 3.0))
    assert scale.levels == ()
    assert scale.shade(np.full(2, 3.0)).tolist() == [0, 0]


@pytest.mark.parametrize("name", SURFACES)
def test_levels_are_losses_of_the_surface(name):
    surface = named_surface(name)
    sides = axes(surface.window, (31,) * surface.dimension)
    losses = surface.value(np.stack(np.meshgrid(*sides), axis=-1))
    scale = scale_of(losses)
    assert len(scale.levels) == LEVELS - 1
    for shade, loss in scale.levels:
        assert scale.lowest < loss < scale.highest
        assert scale.shade(np.array(loss)) == pytest.approx(shade)


@pytest.mark.parametrize("count", [1, 4, 100])
def test_rows_in_bands_are_the_rows_of_the_whole(count):
    surface = named_surface("himmelblau")
    x, y = axes(surface.window, (7, 5))
    whole = surface.value(np.stack(np.meshgrid(x, y), axis=-1))
    assert np.concatenate(list(rows(surface, x, y, count))).tolist() == whole.tolist()
