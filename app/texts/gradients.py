"""What became of the gradient before the rule got it: measured, noisy, clipped; in this step's own figures."""

import math
from collections.abc import Sequence

from app.texts.figures import figure
from engine.anatomy import GRADIENT_NORM, StepAnatomy
from engine.catalog import Text


def gradient_sentences(step: StepAnatomy) -> list[Text]:
    """Return what stood between the slope and the rule; nothing where nothing did."""
    source, terms = step.source, dict(step.terms)
    if source.plain:
        return []
    said = []
    seen = terms[source.record.terms[-1].name]
    assert isinstance(seen, tuple)
    if source.record.draws:
        said.append(_noisy(step.gradient, seen))
    elif source.record.losses:
        said.append(_measured(step.gradient, seen))
    norm = terms.get(GRADIENT_NORM)
    if source.clip_norm is not None and isinstance(norm, float) and norm > source.clip_norm:
        long, short = figure(norm), figure(source.clip_norm)
        said.append(
            Text(f"The gradient was clipped from {long} to {short}.", f"梯度长度从 {long} 裁剪到 {short}。")
        )
    return said


def joined(texts: Sequence[Text]) -> Text:
    """Return several sentences as one text."""
    return Text(" ".join(text.en for text in texts), "".join(text.zh for text in texts))


def _noisy(gradient: Sequence[float], seen: Sequence[float]) -> Text:
    true, noisy = _vector(gradient), _vector(seen)
    return Text(
        f"Noise made the gradient {noisy} where it is {true}.", f"加上噪声，梯度从 {true} 变成了 {noisy}。"
    )


def _measured(gradient: Sequence[float], seen: Sequence[float]) -> Text:
    size = math.hypot(*gradient)
    error = math.dist(gradient, seen)
    if size == 0:
        return Text(
            f"The gradient was measured, and is off by {figure(error, 2)}.",
            f"梯度是测出来的，误差 {figure(error, 2)}。",
        )
    share = figure(error / size, 2)
    return Text(
        f"The gradient was measured, and is off by {share} of its length.",
        f"梯度是测出来的，误差是其长度的 {share} 倍。",
    )


def _vector(value: Sequence[float]) -> str:
    parts = ", ".join(figure(part) for part in value)
    return parts if len(value) == 1 else f"({parts})"
