"""The values along the sides of a stability map: evenly spread, and short enough to be written down."""

import numpy as np
import pytest

from engine.optimizers import OPTIMIZERS
from engine.sweeps.stability_map import axis_of

KNOBS = {knob.name: knob for knob in OPTIMIZERS["adam"].knobs}


@pytest.mark.parametrize(
    ("name", "lowest", "highest", "count"),
    [
        ("learning_rate", 1e-4, 0.3, 200),
        ("learning_rate", 0.0123456, 0.0123457, 100),
        ("epsilon", 1e-12, 1.0, 40),
        ("beta1", 0.0, 0.99, 200),
        ("beta2", 0.5, 0.50001, 400),
        ("beta1", 0.1, 0.2, 2),
    ],
)
def test_values_are_evenly_spread_and_short(name, lowest, highest, count):
    values = axis_of(KNOBS[name], lowest, highest, count).values
    places = np.log(values) if KNOBS[name].scale == "log" else values
    even = np.linspace(places[0], places[-1], count)
    assert (values[0], values[-1]) == (lowest, highest)
    assert np.abs(places - even).max() <= 0.05 * (even[1] - even[0])
    # a decimal figure of few digits, not only close to one
    apart = (
        (highest - lowest) / count / highest
        if KNOBS[name].scale == "linear"
        else np.log(values[1] / values[0])
    )
    most = 3 - int(np.floor(np.log10(apart)))
    assert [float(f"{value:.{most}g}") for value in values[1:-1].tolist()] == values[1:-1].tolist()
