"""Range tests and ladders as JSON, with their sentences."""

from collections.abc import Callable
from typing import Any

import numpy as np

from app.schedules import schedule_json
from app.texts.ladder import ladder_sentence
from app.texts.rate_tests import range_test_sentence, range_test_sentences
from app.wire import both
from engine.descent import Descent
from engine.surfaces import Surface
from engine.sweeps.ladder import Rung
from engine.sweeps.ladder import ladder as find_ladder
from engine.sweeps.range_test import Growth, RangeTest, range_test


def range_test_json(
    descent: Descent,
    *,
    lowest: float,
    highest: float,
    growth: Growth,
    smoothing: float,
    blow_up: float,
    cancelled: Callable[[], bool],
) -> dict[str, Any]:
    """Return a range test, its verdict and its sentences."""
    found = range_test(
        descent,
        lowest=lowest,
        highest=highest,
        growth=growth,
        smoothing=smoothing,
        blow_up=blow_up,
        cancelled=cancelled,
    )
    smoothed = found.verdict.smoothed.tolist()
    ramp = found.run.descent
    return {
        "rates": found.rates.tolist(),
        "losses": found.losses.tolist(),
        "smoothed": smoothed + [None] * (len(found.rates) - len(smoothed)),
        "points": [None if np.isnan(point[0]) else point.tolist() for point in found.points],
        "gradient_norms": found.gradient_norms.tolist(),
        "start": {"point": ramp.start, "loss": found.start_loss, "gradient_norm": found.start_norm},
        "reason": found.verdict.reason,
        **_places(found),
        "blow_up_factor": found.blow_up_factor,
        "cycle": _run_json(found.cycle.learning_rate, schedule_json(found.cycle.schedule), descent.steps)
        if found.cycle
        else None,
        "run": _run_json(ramp.optimizer.learning_rate, schedule_json(ramp.schedule), ramp.steps),
        "limits": _limits(found),
        "largest": found.largest,
        "outcome_of_suggestion": found.outcome,
        "sentence": both(range_test_sentence(found)),
        "sentences": [{"about": about, **both(text)} for about, text in range_test_sentences(found)],
    }


def _places(found: RangeTest) -> dict[str, Any]:
    """Return what the verdict marks, by step, learning rate and figure."""
    verdict, rates = found.verdict, found.rates.tolist()

    def marked(place: int | None, **figures: Any) -> dict[str, Any] | None:
        return None if place is None else {"step": place + 1, "learning_rate": rates[place], **figures}

    lowest, bounds = verdict.lowest, verdict.bounds
    return {
        "lowest": None if lowest is None else marked(lowest, loss=float(found.losses[lowest])),
        "suggestion": marked(verdict.suggestion, slope=verdict.slope),
        "blow_up": marked(verdict.blow_up, threshold=verdict.threshold),
        "bounds": None
        if bounds is None
        else {"lowest": rates[bounds.lowest], "highest": rates[bounds.highest], "edge": bounds.edge},
    }


def _run_json(learning_rate: float, schedule: dict[str, Any], steps: int) -> dict[str, Any]:
    return {"learning_rate": learning_rate, "schedule": schedule, "steps": steps}


def _limits(found: RangeTest) -> dict[str, Any]:
    start, minimum = found.limit_at_start, found.limit_at_minimum
    either = minimum or start
    return {
        "start": start and start.learning_rate,
        "minimum": minimum and {"at": minimum.at, "learning_rate": minimum.learning_rate},
        "product": either and either.product,
    }


def ladder_json(surface: Surface, point: tuple[float, ...]) -> dict[str, Any]:
    """Return both ladders at a point."""
    found = find_ladder(surface, point)
    return {
        "point": found.point,
        "loss": found.loss,
        "gradient_norm": found.gradient_norm,
        "curvature": found.curvature,
        "sharpness": found.sharpness,
        "bottom": found.bottom,
        "decades": {"rungs": [_rung(rung) for rung in found.decades]},
        "units": {"unit": found.unit, "rungs": [_rung(rung) for rung in found.units]},
        "sentence": both(ladder_sentence(found)),
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        **({} if rung.multiple is None else {"multiple": rung.multiple}),
        "learning_rate": rung.learning_rate,
        "loss": rung.loss,
        "change": rung.change,
        "what": rung.what,
    }
