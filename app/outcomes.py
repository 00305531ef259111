"""The end of a run as JSON: the outcome with its sentence, and the state that resumes it."""

import math
from typing import Any

from app.texts.outcome import outcome_sentence
from app.wire import both
from engine.descent import Descent, Progress
from engine.explanation import explain_progress
from engine.program import unpack


def outcome_json(
    descent: Descent, progress: Progress, departing: tuple[float, ...] | None = None
) -> dict[str, Any]:
    """Return status, reason, step, every figure by name, and the sentence."""
    outcome = explain_progress(descent, progress, departing)
    figures = dict(outcome.figures)
    if descent.until is not None and progress.step < descent.steps and departing is None:
        figures["until"] = descent.until
    sentence = outcome_sentence(outcome.status, outcome.reason, outcome.step, figures)
    return {
        "status": outcome.status,
        "reason": outcome.reason,
        "step": outcome.step,
        **figures,
        "sentence": both(sentence),
    }


def state_json(progress: Progress) -> dict[str, Any] | None:
    """Return where a run stands, to the bit; None where a number of its memory is beyond what JSON holds."""
    if not all(map(math.isfinite, unpack(progress.memory))):
        return None
    return {
        "step": progress.step,
        "point": progress.point,
        "memory": progress.memory,
        "recent": progress.recent,
    }
