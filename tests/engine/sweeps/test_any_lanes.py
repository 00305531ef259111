"""Lanes on whatever can be typed: the single runs again, to the bit."""

from dataclasses import replace

import numpy as np
from formula_trees import CONSTANTS, varying_trees
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import OPTIMIZERS, CatalogError, Descent, FormulaError, choose, descend, gradient, typed_surface
from engine.formula import letters, write
from engine.outcome import STATUSES
from engine.sweeps.lanes import run_lanes
from engine.tail import status

SOURCES = [gradient(), gradient("central"), gradient("noisy", scale=0.5), gradient(clip_norm=1.0)]
RATES = np.array([1e-3, 0.03, 0.3, 2.0, 40.0])


@settings(max_examples=150)
@given(
    tree=varying_trees,
    optimizer=st.sampled_from(sorted(OPTIMIZERS)),
    source=st.sampled_from(SOURCES),
    start=st.tuples(*[st.sampled_from([-1.75, -0.5, 0.0, 0.3, 1.0, 2.2])] * 2),
    steps=st.sampled_from([1, 10, 90]),
)
def test_a_lane_is_the_single_run_on_any_formula(tree, optimizer, source, start, steps):
    text = write.normalise(tree)
    try:
        constants = {name: CONSTANTS[name] for name in letters(text)}
        surface = typed_surface(text, constants)
        descent = Descent(surface, start, choose(optimizer), steps, gradient=source)
    except (FormulaError, CatalogError):
        assume(False)
    found = run_lanes(descent, starts=np.tile(np.array(start), (len(RATES), 1)), learning_rates=RATES)
    for lane, rate in enumerate(RATES.tolist()):
        run = descend(replace(descent, optimizer=descent.optimizer.with_rate(rate)))
        assert found.ends[lane].tolist() == run.points[-1].tolist()
        assert found.losses[lane] == run.losses[-1]
        assert found.departed_at[lane] == (-1 if run.exit is None else len(run.losses))
        assert STATUSES[found.statuses[lane]] == status(run.descent, run.progress, run.exit)
