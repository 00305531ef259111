"""Nobody waits any more: what comes after the lanes is given up, too."""

import numpy as np
import pytest

from engine import Descent, choose, gradient, named_surface
from engine.sweeps import basins, shares, stability_map, steps_needed, swarm, sweep
from engine.sweeps.lanes import Cancelled
from engine.sweeps.stalls import Stalls

SURFACE = named_surface("himmelblau")
RATES = np.array([0.005, 0.01, 0.02])
WORK = {
    sweep: lambda run, cancelled: sweep.sweep(run, RATES, cancelled=cancelled),
    stability_map: lambda run, cancelled: stability_map.stability_map(
        run,
        stability_map.Axis("learning_rate", RATES),
        stability_map.Axis("momentum", RATES),
        cancelled=cancelled,
    ),
    steps_needed: lambda run, cancelled: steps_needed.steps_needed(
        run, RATES, tolerance=1e-3, seeds=2, cancelled=cancelled
    ),
    basins: lambda run, cancelled: basins.basins(run, SURFACE.window, (4, 4), cancelled=cancelled),
    shares: lambda run, cancelled: shares.basin_shares(
        run, SURFACE.window, (4, 4), RATES, cancelled=cancelled
    ),
    swarm: lambda run, cancelled: swarm.swarm(run, np.array([[-1.0, 1.0], [1.0, 1.0]]), cancelled=cancelled),
}


@pytest.mark.parametrize("module", WORK, ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_look_up_of_minima_is_given_up(module, monkeypatch):
    walked, walk = [], module.run_lanes

    def run_lanes(*given, **named):
        walked.append(walk(*given, **named))
        return walked[-1]

    monkeypatch.setattr(module, "run_lanes", run_lanes)
    noise = gradient("noisy", scale=0.1) if module is steps_needed else gradient("analytic")
    run = Descent(SURFACE, (-1.0, 1.0), choose("momentum"), 400, gradient=noise)
    with pytest.raises(Cancelled):
        WORK[module](run, lambda: bool(walked))
    assert len(walked) == 1


def test_the_minima_that_are_told_are_given_up():
    asked = iter([False, True])
    naming = basins.Naming(Descent(SURFACE, (-1.0, 1.0), choose("gradient_descent"), 9), lambda: next(asked))
    nobody = np.zeros(0, dtype=np.int64)
    with pytest.raises(Cancelled):
        naming.told(nobody.astype(np.uint8), nobody)
    assert next(asked, None) is None


def test_the_look_up_of_stalls_is_given_up():
    with pytest.raises(Cancelled):
        Stalls(SURFACE, cancelled=lambda: True).of(np.array([[-0.27, -0.92]]))
