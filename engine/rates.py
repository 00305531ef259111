"""Three learning rates that show the three things that can happen, found by trying."""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from engine.cures import TRIAL_STEPS, is_calm
from engine.curvature import sharpness, stability_limit
from engine.descent import Descent, Run, descend
from engine.fall_line import fall_line
from engine.outcome import GRADIENT_TOLERANCE
from engine.tail import status

RANGE: Final = (1e-7, 1e3)  # learning rates tried
RATES: Final = 61  # so many of them, six a decade
STEPS: Final = 400  # at most, of each trial
CREEPS: Final = 0.25  # share of the best fall of the loss that a rate which is too small does not reach


@dataclass(frozen=True)
class Preset:
    """A learning rate and what came of it."""

    learning_rate: float
    status: str


@dataclass(frozen=True)
class RateLimit:
    """The learning rate above which nothing comes to rest at a known minimum."""

    at: tuple[float, ...]
    learning_rate: float


@dataclass(frozen=True)
class Presets:
    """Three rates from one start, None where none was found, and the limits at the minima."""

    too_small: Preset | None
    right: Preset | None
    too_large: Preset | None
    limits: tuple[RateLimit, ...]
    range: tuple[float, float]


@dataclass(frozen=True)
class _Trial:
    rate: float
    status: str
    steps_to_rest: int
    loss: float


def _round(rate: float) -> float:
    """Return a rate with two figures: what the button says is what runs."""
    return float(f"{rate:.1e}")


def _try(descent: Descent, rate: float) -> _Trial:
    run: Run = descend(replace(descent, optimizer=descent.optimizer.with_rate(rate)))
    moving = [i for i, norm in enumerate(run.gradient_norms.tolist()) if not norm <= GRADIENT_TOLERANCE]
    last = run.losses[-max(len(run.losses) // 4, 1) :] if descent.is_noisy else run.losses[-1:]
    return _Trial(
        rate,
        status(run.descent, run.progress, run.exit),
        moving[-1] + 1 if moving else 0,
        float(np.mean(last)),
    )


def presets(descent: Descent) -> Presets:
    """Return rates that are too small, right and too large for a run as described.

    Right is the rate that comes to rest at a minimum in the fewest steps, else the one that ends lowest of those that
    come to no harm in many more steps either; there is none where the loss has no bottom. Too large is the next rate
    tried above it that diverges, bounces, or ends higher than it began; too small the largest one below it that makes
    less than a quarter of the way down.

    Every trial has the run's own schedule, gradient source and seed; only changes made by hand are left out. Noise
    keeps any rate from coming to rest: then the mean loss of the last quarter counts, and bouncing is no harm.
    """
    steps = min(max(descent.steps, 1), STEPS)
    trial_run = replace(descent, steps=steps, schedule=descent.schedule.without_changes(), until=None)
    ratio = (RANGE[1] / RANGE[0]) ** (1 / (RATES - 1))
    trials = [_try(trial_run, _round(RANGE[0] * ratio**k)) for k in range(RATES)]
    start = descent.surface.formula.at(descent.start)[0]
    best = _best(trials, trial_run)
    if (
        best is not None
        and best.status == "running"
        and fall_line(descent.surface, descent.start).ends == "window"
    ):
        best = None
    middle = best.rate if best else math.inf
    fall = start - min(trial.loss for trial in trials) if best is None else start - best.loss
    creeping = [
        t for t in trials if t.rate < middle and t.status == "running" and start - t.loss < CREEPS * fall
    ]
    harmful = [
        t for t in trials if (best is None or t.rate > middle) and _harms(t, start, noisy=descent.is_noisy)
    ]
    small, large = (creeping[-1] if creeping else None), (harmful[0] if harmful else None)
    found = (small, best, large)
    return Presets(_preset(small), _preset(best), _preset(large), limits(descent), _range(descent, found))


def _harms(trial: _Trial, start: float, *, noisy: bool) -> bool:
    lost = trial.status == "diverged" or (trial.status == "bouncing" and not noisy)
    return lost or not trial.loss <= start


def _range(descent: Descent, found: tuple[_Trial | None, ...]) -> tuple[float, float]:
    """Return the slider's range: the knob's own, wide enough for what was found."""
    knob = next(knob for knob in descent.optimizer.optimizer.knobs if knob.name == "learning_rate")
    rates = [trial.rate for trial in found if trial is not None]
    return min([knob.soft[0], *(rate / 2 for rate in rates)]), max(
        [knob.soft[1], *(2 * rate for rate in rates)]
    )


def _best(trials: list[_Trial], run: Descent) -> _Trial | None:
    arrived = [trial for trial in trials if trial.status == "converged"]
    if arrived:
        lowest = min(trial.loss for trial in arrived)
        near = [t for t in arrived if t.loss <= lowest + 1e-6 * max(1.0, abs(lowest))]
        return min(near, key=lambda trial: (trial.steps_to_rest, trial.rate))
    on_the_way = ("running", "bouncing") if run.is_noisy else ("running",)
    going = [trial for trial in trials if trial.status in on_the_way and math.isfinite(trial.loss)]
    going.sort(key=lambda trial: trial.loss)
    if run.is_noisy:
        return next(iter(going), None)
    # what is on its way may be thrown back and forth higher up than it would come to rest
    longer = replace(run, steps=TRIAL_STEPS)
    return next(
        (t for t in going if is_calm(replace(longer, optimizer=run.optimizer.with_rate(t.rate)))), None
    )


def _preset(trial: _Trial | None) -> Preset | None:
    return None if trial is None else Preset(trial.rate, trial.status)


def limits(descent: Descent) -> tuple[RateLimit, ...]:
    """Return the optimizer's own stability limit at every known minimum; nothing for an adaptive one.

    An adaptive optimizer's limit depends on what it has seen: the anatomy of a step gives it.
    """
    choice = descent.optimizer
    if choice.optimizer.adaptive:
        return ()
    found = []
    for known in descent.surface.points:
        if known.kind == "minimum" and not known.flags:
            curvature = sharpness(descent.surface.formula.hessian_at(known.at))
            limit = stability_limit(choice.optimizer, dict(choice.knobs), curvature)
            if limit is not None:
                found.append(RateLimit(known.at, limit))
    return tuple(found)
