"""Phrases that several sentences about a run share."""

from collections.abc import Mapping
from typing import Any

from app.texts.figures import figure, pair, whole
from engine.catalog import Text

Figures = Mapping[str, Any]


def steps_made(step: int) -> str:
    """Return so many steps in English."""
    return "1 step" if step == 1 else f"{whole(step)} steps"


def cure(figures: Figures) -> Text:
    """Return the advice to try the rate that was found to hold; nothing where there is none."""
    rate = figures.get("try_learning_rate")
    if rate is None:
        return Text("", "")
    shown = figure(rate, 2)
    return Text(
        f" Try η = {shown}, which holds from this start.", f"试试 η = {shown}，从这个起点出发它是稳定的。"
    )


def joined(*texts: Text) -> Text:
    """Return texts one after the other."""
    return Text("".join(text.en for text in texts), "".join(text.zh for text in texts))


def is_above(figures: Figures) -> bool:
    """Return whether η·λ is above its limit."""
    product, limit = figures.get("product"), figures.get("product_limit")
    return product is not None and limit is not None and product > limit


def compared(figures: Figures) -> tuple[str, str]:
    """Return η·λ and its limit with digits enough to see which is larger."""
    return pair(figures["product"], figures["product_limit"])
