"""Strides look at as little as will do, and what they pass over is nothing."""

import numpy as np
import pytest

from engine import Descent, choose, gradient, named_surface, schedule, typed_surface
from engine.formula.block_running import PIECE, Running, aligned, squares
from engine.formula.floats import BOUND
from engine.formula.room import Room
from engine.program import unpack
from engine.sweeps import lane_block, lane_stride, lanes
from engine.sweeps.lane_block import LaneBlock
from engine.sweeps.lane_cycles import ROUND
from engine.sweeps.lane_moving import Moving
from engine.sweeps.lanes import run_lanes

NAMES = ("ends", "losses", "statuses", "last_moving", "departed_at", "bouncing", "tails")


def started(descent, count=40):
    axes = [np.linspace(low, high, count) for low, high in descent.surface.window]
    return np.stack([part.ravel() for part in np.meshgrid(*axes)], axis=1)


def walked(descent, **named):
    starts = started(descent)
    rates = np.full(len(starts), descent.optimizer.learning_rate)
    return run_lanes(descent, starts=starts, learning_rates=rates, **named)


def himmelblau(optimizer="gradient_descent", steps=200, rate=0.01, **parts):
    surface = named_surface("himmelblau")
    return Descent(surface, (0.0, 0.0), choose(optimizer, learning_rate=rate), steps, **parts)


@pytest.fixture
def made(monkeypatch):
    """Which steps were made one by one, and how many strides were taken back."""
    counts = {"walked": [], "taken back": 0}
    walk, stride = LaneBlock._walk, lane_stride._walk

    def counted_walk(self, step):
        counts["walked"].append(step)
        walk(self, step)

    def counted_stride(*given):
        found = stride(*given)
        counts["taken back"] += not found
        return found

    monkeypatch.setattr(LaneBlock, "_walk", counted_walk)
    monkeypatch.setattr(lane_stride, "_walk", counted_stride)
    return counts


def test_where_nothing_happens_nothing_is_looked_at(made):
    walked(himmelblau(), growth=False, retire=False)
    assert made["walked"] == []
    assert made["taken back"] <= 1, "where the first lanes come to rest"


def test_where_lanes_leave_only_those_steps_are_looked_at(made):
    found = walked(himmelblau(rate=0.03), growth=False, retire=False)
    left = np.unique(found.departed_at[found.departed_at >= 0])
    assert len(left)
    assert len(made["walked"]) <= ROUND * (2 * len(set((left // ROUND).tolist())) + 2)


def running(descent, count):
    program = descent.program
    state = [np.full(count, number) for number in descent.start] + [
        np.array(number) for number in unpack(program.initial())
    ]
    fixed = [np.array(descent.settings[name]) for name in program.knobs]
    return Running(program.block_loop, state, fixed, [np.array(0.01)], watches=False)


def test_a_step_of_gradient_descent_takes_as_few_calls_and_rows_as_can_be():
    """By hand it is sixteen calls on arrays and one on the rate; the points are written over."""
    loop = running(himmelblau(), 100)
    calls = loop.calls(loop.elsewhere(0))
    wide = [operands for _, operands in (*calls.body, *calls.rest) if operands[-1].ndim]
    assert len(wide) == 16
    loop.stand(calls.after)
    assert loop.elsewhere(0) == calls.after
    rows = {operands[-1].ctypes.data for operands in wide} - {side.ctypes.data for side in loop.carried}
    assert len(rows) == 3


def test_what_is_written_over_is_one_array():
    """NumPy asks for long whether two arrays overlap, unless they are one."""
    loop = running(himmelblau(), 100)
    calls = loop.calls(loop.now)
    for _, operands in (*calls.body, *calls.rest):
        for one in operands[:-1]:
            assert one is operands[-1] or not np.may_share_memory(one, operands[-1])


def test_blocks_that_are_alike_are_laid_out_once(monkeypatch):
    """What the first lanes leave behind changes nothing for the next ones."""
    laid_out = []
    begin = Running.__init__

    def counted(self, *given, **named):
        laid_out.append(len(given[1][0]))
        begin(self, *given, **named)

    descent = himmelblau("adam", rate=0.1)
    together = walked(descent, growth=False, retire=False)
    monkeypatch.setattr(Running, "__init__", counted)
    monkeypatch.setattr(lanes, "BLOCK", 400)
    apart = walked(descent, growth=False, retire=False)
    assert laid_out.count(400) == 1
    for name in NAMES:
        assert getattr(apart, name).tobytes() == getattr(together, name).tobytes(), name


def test_arrays_begin_where_a_line_of_the_cache_does():
    for count in (1, 7, 100, PIECE, 2 * PIECE - 3):
        rows = aligned(3, count, Room())
        assert all(row.ctypes.data % 64 == 0 for row in rows)
        assert not rows[:, count:].any()


def test_squares_are_summed_in_pieces_that_wake_no_thread():
    loop = running(himmelblau(), 2 * PIECE - 3)
    pieces = loop.points()
    assert pieces.shape[1] <= PIECE
    for column, number in zip(loop.carried, (3.0, 4.0), strict=True):
        column[...] = number
    assert squares(pieces) == 25.0 * (2 * PIECE - 3)


@pytest.mark.parametrize("name", ["himmelblau", "rastrigin", "ackley", "parabola"])
def test_who_rests_cannot_leave_within_a_stride(name):
    """Of plain gradient descent that is plain: the farthest step is the longest slope's."""
    surface = named_surface(name)

    def stays(slope, rate, optimizer="gradient_descent"):
        loop = Descent(surface, surface.record.start, choose(optimizer), 10).program.block_loop
        return lane_stride.stays_inside(loop, slope, rate, ROUND)

    assert stays(1e-6, 1e6)
    assert not stays(BOUND, 1.0)
    assert not stays(np.inf, 1.0)
    assert not stays(1e-6, 0.01, "momentum"), "who has a velocity may go anywhere"


@pytest.mark.parametrize(
    "descent",
    [
        himmelblau(rate=0.0155, steps=300),
        himmelblau(rate=0.02),
        himmelblau("momentum", rate=0.01),
        himmelblau("adam", rate=0.1),
        himmelblau("adam", rate=0.3, gradient=gradient("noisy", scale=0.2), seed=2),
        himmelblau(rate=0.012, schedule=schedule("cosine", length=150)),
        Descent(named_surface("parabola"), (1.0,), choose("gradient_descent", learning_rate=0.9), 200),
        Descent(
            typed_surface("log(x + 6) + y^2"), (1.0, 1.0), choose("gradient_descent", learning_rate=0.9), 200
        ),
    ],
    ids=["bouncing", "leaving", "momentum", "adam", "noise", "schedule", "curve", "no_loss"],
)
def test_strides_and_single_steps_end_alike(descent, monkeypatch):
    """So do lanes of which the last points are kept, and those of which they are made again."""
    quick = walked(descent, growth=False)
    monkeypatch.setattr(lane_block, "stride", lambda *given, **named: False)
    monkeypatch.setattr(lane_block, "MOST", -1.0)
    slow = walked(descent, growth=False, retire=False)
    for name in NAMES:
        assert getattr(quick, name).tobytes() == getattr(slow, name).tobytes(), name


TOLERANCE = 1e-6


def judged(norms, *, strides):
    """Return the last moving steps by Moving, from gradients (steps, lanes)."""
    count = norms.shape[1]
    moving = Moving(np.array(TOLERANCE), 1.0, np.ones(count, dtype=bool), np.full(count, -1), Room())
    moving.ground = "near" if strides else moving.ground
    taken = strides
    if strides:
        moving.attend()
        kept = [[row.copy()] for row in norms]
        for slopes in kept:
            for function, operands in moving.taps(slopes):
                function(*operands)
        taken = moving.conclude(0, len(norms))
    if not taken:
        for step, row in enumerate(norms):
            moving.note(step, [row])
    return taken, moving.last(len(norms) - 1).tolist()


@pytest.mark.parametrize("seed", range(20))
def test_the_last_moving_step_of_a_stride_is_that_of_its_steps(seed):
    generator = np.random.default_rng(seed)
    norms = TOLERANCE * 2.0 ** generator.uniform(-3, 3, (ROUND, 37))
    if seed % 2:
        norms = -np.sort(-norms, axis=0)
    expected = [max(np.flatnonzero(lane > TOLERANCE), default=-1) for lane in norms.T]
    assert judged(norms, strides=True) == (True, expected)
    assert judged(norms, strides=False) == (False, expected)


def test_a_stride_that_rounding_decides_is_refused():
    norms = np.full((ROUND, 3), TOLERANCE)
    norms[:4] = 1.0
    assert judged(norms, strides=True) == (False, [3, 3, 3])
    assert judged(np.nextafter(norms, 1.0), strides=True) == (False, [ROUND - 1] * 3)
