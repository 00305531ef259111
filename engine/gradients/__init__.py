"""Where the optimizer's gradient comes from: derived, measured, noisy; clipped or not."""

from engine.gradients.ground import ArrayGround, FloatGround, NodeGround
from engine.gradients.record import GradientRecord, Ground
from engine.gradients.source import (
    ANALYTIC,
    GradientSource,
    Sensed,
    gradient,
    sense,
    terms_before,
)
from engine.gradients.sources import CLIP_NORM, CLIP_TERMS, GRADIENTS, clipped, measured

__all__ = [
    "ANALYTIC",
    "CLIP_NORM",
    "CLIP_TERMS",
    "GRADIENTS",
    "ArrayGround",
    "FloatGround",
    "GradientRecord",
    "GradientSource",
    "Ground",
    "NodeGround",
    "Sensed",
    "clipped",
    "gradient",
    "measured",
    "sense",
    "terms_before",
]
