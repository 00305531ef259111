"""Borders of valleys: the learning rate above which a minimum's valley does not keep its balls.

Above its minimum's own limit no ball comes to rest in a valley any more; it circles there, and leaves it only at a
larger rate. The rates that are tried follow from the minimum alone, not from what else is asked for, and all of them
have so few digits that a border can be told exactly.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context
from typing import Final

import numpy as np

from engine.descent import Descent
from engine.sweeps.balls import BESIDE, Balls, Tried
from engine.sweeps.places import Minimum
from engine.sweeps.progress import Tell, nobody, part_of
from engine.types import Array

DIGITS: Final = 4  # of every rate that is tried
FINE: Final = 1.02  # ratio of neighbouring rates from the limit …
FAR: Final = 4.0  # … to so many times the limit,
COARSE: Final = 1.1  # and from there …
FURTHEST: Final = 64.0  # … to here
MOST_RATES: Final = 101  # of such a ladder, also where there is no limit
PIECE: Final = 8  # rates of a ladder that are tried together, the lowest first
FINER: Final = 16  # rates between two of the ladder, then between two of these, …
ROUNDS: Final = 3  # … so often: then the two are neighbours
FEWEST: Final = 16  # steps: so few tell no border
SURE: Final = (
    1.05  # half of the steps tell a border at most so many times as high: more steps would tell this one
)


@dataclass(frozen=True)
class Border:
    """A valley by its minimum, and the rates up to which it keeps its balls.

    `leaves` is the lowest rate tried at which a ball that begins beside the minimum is seen outside its valley, None if
    none is; `stays` the highest one tried below it. Both are None if it was not tried, or if so few steps do not tell.
    At `surely` and at every higher rate tried half of the steps are enough for that. `circles` says that at some rate
    between the limit and `stays` all balls go round by then, instead of being on their way out.
    """

    minimum: Minimum
    stays: float | None
    leaves: float | None
    surely: float | None = None
    circles: bool = False

    @property
    def told(self) -> bool:
        """Whether anything is known of it."""
        return self.stays is not None or self.leaves is not None

    @property
    def digits(self) -> int:
        """How many digits of the border are the same whether half or all of the steps tell it; at least 1."""
        if self.leaves is None or self.surely is None:
            return DIGITS
        ends = self.leaves, max(self.leaves, self.surely)
        same = (count for count in range(DIGITS, 1, -1) if len({f"{end:.{count - 1}e}" for end in ends}) == 1)
        return next(same, 1)


def most_lanes(minima: int) -> int:
    """Return how many runs the borders of so many valleys take at most."""
    return minima * BESIDE * (MOST_RATES + ROUNDS * FINER)


def borders_of(
    descent: Descent,
    minima: Sequence[Minimum],
    rates: Array,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> tuple[Border, ...]:
    """Return the border of each valley. The rates (k,) say where to look at all where a minimum has no limit."""
    by_chance = descent.gradient.record.draws  # then a ball may leave at any rate
    if not minima or by_chance or descent.steps < FEWEST:
        return tuple(Border(minimum, None, None) for minimum in minima)
    balls = Balls(descent, minima, cancelled)
    ladders = [ladder(minimum, float(rates[0]), float(rates[-1])) for minimum in minima]
    known = _scanned(balls, ladders, part_of(on_progress, 0, 2))
    found = {place: pair for place, tried in known.items() if (pair := _bracket(*tried, ladders[place]))}
    for index in range(ROUNDS):
        spaces = {place: between(stays, leaves) for place, (stays, leaves) in found.items() if leaves}
        finer = {place: some for place, some in spaces.items() if len(some)}
        for place, one in balls.tried(finer).items():
            stays, leaves = found[place]
            first = int(np.argmax(one.left)) if one.left.any() else len(one.left)
            every = [stays, *finer[place].tolist(), leaves]
            found[place] = every[first], every[first + 1]
            known[place] = np.append(known[place][0], finer[place]), _joined([known[place][1], one])
        part_of(on_progress, 1, 2)((index + 1) / ROUNDS)
    return tuple(
        _border(minimum, *found[place], *known[place]) if place in found else Border(minimum, None, None)
        for place, minimum in enumerate(minima)
    )


def _border(minimum: Minimum, stays: float, leaves: float | None, rates: Array, tried: Tried) -> Border:
    within = (rates > (minimum.limit or 0.0)) & (rates <= stays)
    return Border(
        minimum,
        stays,
        leaves,
        surely=_surely(rates, tried),
        circles=bool((within & ~tried.unsettled).any()),
    )


def ladder(minimum: Minimum, lowest: float, highest: float) -> Array:
    """Return the rates that are tried first, the limit, rounded down, the first of them; without one powers of a ratio
    between two rates.
    """
    if minimum.limit is not None:
        fine = math.ceil(math.log(FAR) / math.log(FINE))
        coarse = math.ceil(math.log(FURTHEST / FAR) / math.log(COARSE))
        more = [*FINE ** np.arange(1, fine), *FAR * COARSE ** np.arange(coarse)]
        return np.array([below(minimum.limit), *(short(minimum.limit * ratio) for ratio in more)])
    ratio = max(COARSE, (highest / lowest) ** (1 / (MOST_RATES - 2)))
    first, last = (math.log(rate) / math.log(ratio) for rate in (lowest, highest))
    powers = ratio ** np.arange(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1)
    return np.array([short(float(rate)) for rate in powers])


def short(rate: float) -> float:
    """Return the nearest rate of so few digits."""
    return float(f"{rate:.{DIGITS - 1}e}")


def below(rate: float) -> float:
    """Return the highest rate of so few digits that is not above this one."""
    return float(Context(prec=DIGITS, rounding=ROUND_FLOOR).create_decimal_from_float(rate))


def between(stays: float, leaves: float) -> Array:
    """Return rates between two, evenly spread, at most FINER of them; none between neighbours."""
    some = {short(rate) for rate in np.linspace(stays, leaves, FINER + 2).tolist()}
    return np.array(sorted(rate for rate in some if stays < rate < leaves))


def _surely(rates: Array, tried: Tried) -> float:
    slowest = rates[~tried.soon].max(initial=0.0)
    return float(rates[rates > slowest].min(initial=math.inf))


def _scanned(balls: Balls, ladders: Sequence[Array], on_progress: Tell) -> dict[int, tuple[Array, Tried]]:
    """Return, by the place of its minimum, which rates of its ladder were tried, and what the balls did."""
    known: dict[int, list[Tried]] = {place: [] for place in range(len(ladders))}
    waiting, longest = list(known), max(map(len, ladders))
    for begin in range(0, longest, PIECE):
        rates = {place: ladders[place][begin : begin + PIECE] for place in waiting}
        tried = balls.tried({place: some for place, some in rates.items() if len(some)})
        for place, one in tried.items():
            known[place].append(one)
        waiting = [place for place, one in tried.items() if not one.soon.any()]
        on_progress(min(1.0, (begin + PIECE) / longest))
    joined = {place: _joined(pieces) for place, pieces in known.items() if pieces}
    return {place: (ladders[place][: len(one.left)], one) for place, one in joined.items()}


def _joined(pieces: Sequence[Tried]) -> Tried:
    return Tried(
        *(
            np.concatenate([getattr(piece, name) for piece in pieces])
            for name in ("soon", "left", "unsettled")
        )
    )


def _bracket(rates: Array, tried: Tried, every: Array) -> tuple[float, float | None] | None:
    """Return the two rates between which a border is, the second None if none leaves; None if the steps do not tell."""
    soon, left = tried.soon, tried.left
    if not left.any():
        return None if tried.unsettled[-1] or len(rates) < len(every) else (float(rates[-1]), None)
    first = int(np.argmax(left))
    near = np.arange(len(soon)) <= first + 1
    near |= rates <= SURE * rates[first]
    return (float(rates[first - 1]), float(rates[first])) if first and (soon & near).any() else None
