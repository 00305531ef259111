"""Balls let go beside minima at many rates: whether they are seen outside their valley."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.descent import Descent
from engine.outcome import RUNNING, Flags
from engine.sweeps.lanes import Whole, defined, run_lanes
from engine.sweeps.places import Minimum, Places
from engine.sweeps.valleys import Valleys
from engine.types import Array

BESIDE: Final = 8  # balls that begin around a minimum
CLOSE: Final = 0.005  # of the window: how far from it they begin
LOOKS: Final = 16  # steps, evenly from the first to the last, after which it is asked whether a ball has left
MOST_POINTS: Final = 40_000  # of the fall lines that tell in whose valley a ball is


@dataclass(frozen=True)
class Tried:
    """What balls beside a minimum did at k rising rates: one had left within half of the steps (`soon`), or at all
    (`left`); one neither rests nor circles yet (`unsettled`).
    """

    soon: Flags
    left: Flags
    unsettled: Flags


class Balls:
    """Balls beside each of some minima, let go at many rates."""

    def __init__(self, descent: Descent, minima: Sequence[Minimum], cancelled: Callable[[], bool]) -> None:
        self.descent, self.cancelled = descent, cancelled
        places = Places(descent.surface, cancelled=cancelled)
        self.valleys = Valleys(descent.surface, places, most=MOST_POINTS)
        at = np.array([minimum.at for minimum in minima])
        self.own = places.of(at)
        self.around = at[:, None] + CLOSE * max(high - low for low, high in descent.surface.window) * _ring(
            at.shape[1]
        )
        self.looks = np.unique(np.linspace(0, descent.steps, LOOKS + 1).round().astype(int))[1:].tolist()

    def tried(self, rates: Mapping[int, Array]) -> dict[int, Tried]:
        """Return, by the place of a minimum, what the balls beside it do at rising rates; nothing once no more fall
        lines can be followed.
        """
        if not rates or self.valleys.exhausted:
            return {}
        balls = self.around.shape[1]
        beside = np.concatenate(
            [np.tile(self.around[place], (len(some), 1)) for place, some in rates.items()]
        )
        every = np.repeat(np.concatenate(list(rates.values())), balls)
        own = np.repeat(self.own[list(rates)], [balls * len(some) for some in rates.values()])
        begins = defined(self.descent, beside)
        lanes = run_lanes(
            self.descent,
            starts=beside[begins],
            learning_rates=every[begins],
            growth=False,
            frames=self.looks,
            cancelled=self.cancelled,
        )
        unsettled = np.zeros(len(beside), dtype=bool)
        unsettled[begins] = lanes.statuses == RUNNING
        frames = np.full((len(self.looks), *beside.shape), np.nan)
        frames[:, begins] = lanes.frames
        gone = self._gone(frames, own, begins)
        half = sum(2 * look <= self.descent.steps for look in self.looks)
        found = (flags.reshape(-1, balls).any(axis=1) for flags in (gone[half], gone[-1], unsettled))
        ends = np.cumsum([len(some) for some in rates.values()])[:-1]
        parts = zip(*(np.split(flags, ends) for flags in found), strict=True)
        return (
            {} if self.valleys.exhausted else dict(zip(rates, itertools.starmap(Tried, parts), strict=True))
        )

    def _gone(self, frames: Array, own: Whole, begins: Flags) -> Flags:
        """Return for each ball whether one at its rate is out of its valley, before the first look and by each."""
        balls = self.around.shape[1]
        gone = np.zeros((len(frames) + 1, len(own)), dtype=bool)
        for index, points in enumerate(frames):
            looked = begins & ~gone[index]
            there = looked & ~np.isnan(points).any(axis=1)
            out = looked & ~there
            out[there] = self.valleys.of(points[there]) != own[there]
            gone[index + 1] = gone[index] | np.repeat(out.reshape(-1, balls).any(axis=1), balls)
        return gone


def _ring(dimension: int) -> Array:
    """Return points around the origin, (b, n)."""
    if dimension == 1:
        return np.array([[-1.0], [1.0]])
    turns = 2 * math.pi * (np.arange(BESIDE) + 0.5) / BESIDE
    return np.stack([np.cos(turns), np.sin(turns)], axis=1)
