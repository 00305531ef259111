"""Whole runs against torch.optim in float64, recorded by record_goldens.py."""

import json
from pathlib import Path

import numpy as np
import pytest

from engine import Descent, choose, descend, named_surface
from engine.optimizers import OPTIMIZERS

GOLDENS = Path(__file__).parent / "goldens"
# The two programs round differently; where the walk is not chaotic that stays far below.
TOLERANCE = 1e-9
RECORDED = sorted(path.stem for path in GOLDENS.glob("*.json"))


@pytest.mark.parametrize("name", RECORDED)
def test_a_run_agrees_with_torch(name: str) -> None:
    golden = json.loads((GOLDENS / f"{name}.json").read_text(encoding="utf-8"))
    assert len(golden["runs"]) == 6
    for run in golden["runs"]:
        expected = np.array(run["points"])
        descent = Descent(
            named_surface(run["surface"], run["constants"]),
            tuple(run["points"][0]),
            choose(name, **run["knobs"]),
            steps=len(expected) - 1,
        )
        assert len(expected) == 201
        np.testing.assert_allclose(
            descend(descent).points, expected, rtol=0, atol=TOLERANCE, err_msg=run["surface"]
        )


def test_nothing_that_torch_knows_has_gone_unrecorded() -> None:
    assert len(RECORDED) >= 11
    assert set(RECORDED) <= set(OPTIMIZERS)


def test_the_recordings_tell_every_knob() -> None:
    for name in RECORDED:
        runs = json.loads((GOLDENS / f"{name}.json").read_text(encoding="utf-8"))["runs"]
        for knob in OPTIMIZERS[name].knobs:
            assert len({run["knobs"][knob.name] for run in runs}) > 1, (name, knob.name)
