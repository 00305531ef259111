"""A surface sampled on a grid, and the scale on which its loss is coloured."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from engine.surfaces import Surface
from engine.surfaces.record import Window
from engine.types import Array

LEVELS: Final = 20  # contour lines, and the lower end of the scale
CROWDED: Final = 0.125  # share of the range below which a quarter of the grid calls for a logarithm
FINEST: Final = 1e-9  # share of the range that still gets half of the scale


@dataclass(frozen=True)
class Scale:
    """The map from loss to shade: 0 at the lowest loss, 1 at the highest, rising in between.

    With a finite `knee` it is log(1 + (L − lowest)/knee), scaled: linear well below the knee, logarithmic above.
    """

    lowest: float
    highest: float
    knee: float = math.inf

    @property
    def kind(self) -> Literal["linear", "logarithmic"]:
        """What the scale is called."""
        return "linear" if math.isinf(self.knee) else "logarithmic"

    def shade(self, losses: Array) -> Array:
        """Return the place of losses on the scale; NaN where a loss is not finite."""
        span = self.highest - self.lowest
        if span == 0:
            return np.where(np.isfinite(losses), 0.0, np.nan)
        with np.errstate(all="ignore"):
            inside = np.clip(losses, self.lowest, self.highest)
            above = np.where(np.isfinite(losses), inside, np.nan) - self.lowest
            if math.isinf(self.knee):
                return np.asarray(above / span)
            return np.asarray(np.log1p(above / self.knee) / math.log1p(span / self.knee))

    def loss(self, shade: float) -> float:
        """Return the loss at a place of the scale."""
        span = self.highest - self.lowest
        if math.isinf(self.knee):
            return self.lowest + shade * span
        return self.lowest + self.knee * math.expm1(shade * math.log1p(span / self.knee))

    @property
    def levels(self) -> tuple[tuple[float, float], ...]:
        """Contour levels (shade, loss), equally spaced in shade."""
        if self.highest == self.lowest:
            return ()
        return tuple((k / LEVELS, self.loss(k / LEVELS)) for k in range(1, LEVELS))


def scale_of(losses: Array, ends: tuple[float, float] | None = None) -> Scale:
    """Return the scale for these losses: logarithmic when most of them crowd at its lower end.

    The knee is put where a quarter of the grid takes up the lower half of the scale. Given ends are kept, and losses
    beyond them count as the nearer end.
    """
    finite = losses[np.isfinite(losses)]
    if ends is not None:
        finite = np.clip([*finite.ravel(), *ends], *ends)
    if finite.size == 0:
        return Scale(0.0, 0.0)
    lowest, quarter, highest = (float(v) for v in np.quantile(finite, (0.0, 0.25, 1.0)))
    span, crowd = highest - lowest, quarter - lowest
    if not (0 < crowd < CROWDED * span and math.isfinite(span)):
        return Scale(lowest, highest)
    crowd = max(crowd, FINEST * span)
    return Scale(lowest, highest, crowd / (span / crowd - 2))


def axes(window: Window, resolution: tuple[int, ...]) -> tuple[Array, ...]:
    """Return the coordinates of the nodes along each axis, both ends of the window included."""
    return tuple(np.linspace(low, high, count) for (low, high), count in zip(window, resolution, strict=True))


def rows(surface: Surface, x: Array, y: Array, count: int) -> Iterator[Array]:
    """Yield the losses over a grid, `count` rows (of one y each) at a time; shapes (rows, x)."""
    for first in range(0, len(y), count):
        points = np.stack(np.meshgrid(x, y[first : first + count]), axis=-1)
        yield surface.value(points)
