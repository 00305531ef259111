"""A loop at work on many runs: its calls, and the arrays on which they work."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from engine.formula.block_loop import BlockLoop
from engine.formula.block_plan import Instruction, Place
from engine.formula.blocks import FUNCTIONS
from engine.formula.room import Room
from engine.types import Array

_LINE: Final = 64  # bytes: vectors that begin where a line of the cache does are read in one go
_DOUBLES: Final = _LINE // 8
_NEVER: Final = np.zeros(())
PIECE: Final = 8192  # numbers: the library that sums up squares wakes other threads for more than 10,000
SIDES: Final = 3  # sets of carried values: one to come back to, one before the last step, one after it
Call = tuple[Callable[..., Any], tuple[Any, ...]]
Calls = list[Call]


class Step(NamedTuple):
    """The calls of a step, up to the loss, up to the slopes and the rest, and where it leaves what it computes.

    `rows` are the slopes, and `points` those to which it leads, as `squares` takes them.
    """

    after: int
    head: Calls
    body: Calls
    rest: Calls
    loss: Array
    slopes: list[Array]
    rows: Array | None
    points: Array


class Running:
    """A loop at work on so many runs.

    `carried` values are arrays of shape (runs,) or numbers; `fixed` and `varying` likewise, the varying ones only for
    their shape. The points are the first of the carried values and must be arrays. A loop that `watches` computes
    losses.
    """

    def __init__(
        self,
        loop: BlockLoop,
        carried: Sequence[Array],
        fixed: Sequence[Array],
        varying: Sequence[Array],
        *,
        watches: bool = True,
        room: Room | None = None,
    ) -> None:
        self.loop = loop
        self.count = len(carried[0])
        self.varying = list(varying)
        self._fixed = [np.array(value) for value in fixed]
        given = dict(
            zip((*loop.carried, *loop.fixed, *loop.varying), (*carried, *self._fixed, *varying), strict=True)
        )
        wide = loop.wide([index for index, value in given.items() if value.ndim])
        self._values = {**loop.constants, **given}
        self._plans = {keeps: loop.plan(wide, watches=watches, keeps=keeps) for keeps in (True, False)}
        self.watches, self.in_place = watches, self._plans[False].in_place
        rows = max(plan.rows for plan in self._plans.values())
        per_side = sum(index in wide for index in loop.carried)
        self._space = aligned(rows + SIDES * per_side, self.count, room or Room())
        self._rows = self._space[:rows]
        self._columns: list[Array] = list(self._rows[:, : self.count])
        self._blocks = [self._space[rows + side * per_side :][:per_side] for side in range(SIDES)]
        self._sides = [self._side(block, wide) for block in self._blocks]
        for index in loop.carried:
            del self._values[index]
        self._before: Calls = []
        for index in loop.before:
            self._values[index] = np.empty(self.count if index in wide else ())
            arguments = (self._values[argument] for argument in loop.graph.arguments[index])
            self._before.append((FUNCTIONS[loop.graph.operations[index]], (*arguments, self._values[index])))
        self._steps: dict[tuple[int, int, bool], Step] = {}
        self.begin(carried, fixed)

    def begin(self, carried: Sequence[Array], fixed: Sequence[Array]) -> None:
        """Stand where these are the carried values, with these fixed ones, each of the shape that it had before."""
        self._space[:, self.count :] = 0.0
        for own, value in zip((*self._sides[0], *self._fixed), (*carried, *fixed), strict=True):
            own[...] = value
        run(self._before)
        self.now, self.then = 0, 1

    def _side(self, block: Array, wide: frozenset[int]) -> list[Array]:
        rows = iter(block[:, : self.count])
        return [next(rows) if index in wide else np.empty(()) for index in self.loop.carried]

    @property
    def carried(self) -> list[Array]:
        """The values that the next step begins with."""
        return self._sides[self.now]

    @property
    def earlier(self) -> list[Array]:
        """The values that the last `step` began with, until the next step is made."""
        return self._sides[self.then]

    def points(self) -> Array:
        """Return the points that the next step begins with, as `squares` takes them."""
        return _pieces(self._blocks[self.now][: len(self.loop.slopes)])

    def evaluate(self) -> Array:
        """Compute and return the losses where the next step begins, if the loop watches."""
        calls = self.calls(self.then, keeps=True)
        run(calls.head)
        return calls.loss

    def step(self) -> list[Array]:
        """Make the step whose losses have been evaluated; return the slopes where it began."""
        slopes = self.peek()
        self.now, self.then = self.then, self.now
        return slopes

    def peek(self) -> list[Array]:
        """Compute what the step whose losses have been evaluated leads to, into `earlier`, and stay where we are."""
        calls = self.calls(self.then, keeps=True)
        run(calls.body)
        run(calls.rest)
        return calls.slopes

    def calls(self, after: int, *, keeps: bool = False) -> Step:
        """Return the calls that make a step to a side; unless it keeps them, the slopes are there until the rest, and
        what leads to the loss is done with what leads to them.
        """
        key = self.now, after, keeps
        if key not in self._steps:
            now, plan = self.now, self._plans[keeps]
            head, body = self._calls(plan.head, now, after), self._calls(plan.body, now, after)
            wanted = [Place("row", number) for number in range(len(plan.slopes))]
            self._steps[key] = Step(
                after,
                head if keeps else [],
                body if keeps else [*head, *body],
                self._calls(plan.rest, now, after),
                self._value(plan.loss, now, after) if plan.head else _NEVER,
                [self._value(place, now, after) for place in plan.slopes],
                _pieces(self._rows[: len(wanted)]) if list(plan.slopes) == wanted else None,
                _pieces(self._blocks[after][: len(wanted)]),
            )
        return self._steps[key]

    def elsewhere(self, origin: int | None) -> int:
        """Return the side to which a step may lead so that what is on a side `origin`, if any, stays."""
        if self.now != origin and self.in_place:
            return self.now
        return next(side for side in range(SIDES) if side not in (self.now, origin))

    def stand(self, side: int) -> None:
        """Let the next step begin with what is on a side."""
        self.now, self.then = side, (side + 1) % SIDES

    def is_back(self, origin: int) -> bool:
        """Return whether the next step begins with what is on a side, to the bit."""
        pairs = [
            (np.atleast_1d(one).view(np.uint64), np.atleast_1d(other).view(np.uint64))
            for one, other in zip(self._sides[self.now], self._sides[origin], strict=True)
        ]
        few = all((one[:_LINE] == other[:_LINE]).all() for one, other in pairs)
        return few and all((one == other).all() for one, other in pairs)

    def _value(self, place: Place, now: int, after: int) -> Array:
        match place.kind:
            case "row":
                return self._columns[place.number]
            case "now":
                return self._sides[now][place.number]
            case "next":
                return self._sides[after][place.number]
        if place.number not in self._values:
            self._values[place.number] = np.empty(())
        return self._values[place.number]

    def _calls(self, instructions: Sequence[Instruction], now: int, after: int) -> Calls:
        return [
            (
                function,
                (
                    *(self._value(operand, now, after) for operand in operands),
                    self._value(result, now, after),
                ),
            )
            for function, operands, result in instructions
        ]


def run(calls: Calls) -> None:
    """Make calls one after the other."""
    for function, operands in calls:
        function(*operands)


def aligned(rows: int, count: int, room: Room, *, use: str = "loop") -> Array:
    """Return rows of so many numbers, noughts after the last, each beginning where a line of the cache does."""
    pieces = -(-count // PIECE)
    length = -(-count // (pieces * _DOUBLES)) * pieces * _DOUBLES if count else 0
    raw = room.of(use, rows * length + _DOUBLES)
    first = -(raw.ctypes.data // 8) % _DOUBLES
    found = raw[first : first + rows * length].reshape(rows, length)
    found[:, count:] = 0.0
    return found


def _pieces(rows: Array) -> Array:
    return rows.reshape(len(rows) * -(-rows.shape[1] // PIECE), -1)


def squares(pieces: Array) -> float:
    """Return the sum of all squares, but for rounding."""
    return float(sum(np.vecdot(pieces, pieces).tolist()))
