"""Tiles through an executor: the same bits as without, and nothing begun for an answer nobody waits for."""

import pickle
import threading
import weakref
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import fields

import numpy as np
import pytest

from engine import Descent, choose, named_surface
from engine.gradients import gradient
from engine.schedules import schedule
from engine.surfaces import typed_surface
from engine.sweeps import basins, lanes
from engine.sweeps.lanes import Cancelled, run_lanes, run_tiles
from engine.sweeps.tiles import through

LONGEST = 60  # seconds: a guard against hanging
HIMMELBLAU = named_surface("himmelblau")
DESCENTS = [
    Descent(HIMMELBLAU, (-1.0, 1.0), choose("gradient_descent"), 30),
    Descent(HIMMELBLAU, (-1.0, 1.0), choose("adam"), 30, schedule("cosine")),
    Descent(
        HIMMELBLAU, (-1.0, 1.0), choose("momentum"), 30, gradient=gradient("noisy", clip_norm=3.0), seed=5
    ),
    Descent(typed_surface("a*x^2 + 3*y^2", {"a": 2}), (-1.0, 1.0), choose("nesterov"), 30),
    Descent(
        named_surface("double_well"), (0.3,), choose("rmsprop"), 30, schedule("constant", changes=[(9, 0.1)])
    ),
]


class Travelling(Executor):
    """Does everything at once, after a journey there and back."""

    def __init__(self):
        self.tiles = 0

    def submit(self, function, /, *arguments, **named):
        self.tiles += 1
        function, arguments, named = pickle.loads(pickle.dumps((function, arguments, named)))
        future = Future()
        future.set_result(pickle.loads(pickle.dumps(function(*arguments, **named))))
        return future


@pytest.mark.parametrize("descent", DESCENTS)
def test_a_description_travels_and_is_the_same_one(descent):
    arrived = pickle.loads(pickle.dumps(descent))
    assert arrived == descent
    assert arrived.surface.record is descent.surface.record
    assert arrived.surface.points == descent.surface.points
    arrived.program.loop  # noqa: B018 what was compiled here did not have to travel
    assert pickle.loads(pickle.dumps(arrived)) == descent


@pytest.mark.parametrize("descent", DESCENTS)
def test_lanes_of_tiles_that_travelled_are_the_same_to_the_bit(descent, monkeypatch):
    monkeypatch.setattr(lanes, "BLOCK", 7)
    rates = np.geomspace(1e-3, 2.0, 40)
    starts = np.linspace(0.1, 2.0, 40 * descent.surface.dimension).reshape(40, -1)
    knobs = {name: np.full(40, value) for name, value in descent.optimizer.settings.items()}
    given = {"starts": starts, "learning_rates": rates, "knobs": knobs, "drift_from": 20}
    given["tolerance"] = np.geomspace(1e-8, 1e-1, 40)
    executor = Travelling()
    here, there = run_lanes(descent, **given), run_lanes(descent, **given, executor=executor)
    assert executor.tiles == 6
    for entry in fields(here):
        one, other = getattr(here, entry.name), getattr(there, entry.name)
        if entry.name == "drift":
            assert np.array_equal(one.offsets, other.offsets, equal_nan=True)
        else:
            assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f"), entry.name


def test_pieces_come_in_the_order_of_their_tiles():
    with ThreadPoolExecutor(3) as executor:
        assert through(executor, abs, [-3, 1, -2]) == [3, 1, 2]


def test_a_failing_tile_fails_the_answer():
    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
        through(executor, lambda tile: 1 // tile, [1, 0, 1])


class Dying(Executor):
    """Makes one tile, then fails, in one of the ways in which executors do."""

    def __init__(self, how):
        self.how, self.tiles = how, 0

    def submit(self, function, /, *arguments, **named):
        self.tiles += 1
        future = Future()
        if self.tiles == 1:
            future.set_result(function(*arguments))
        elif self.how == "refuses":
            raise RuntimeError("closed")
        elif self.how == "cancels":
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_exception(self.how())
        return future


@pytest.mark.parametrize("how", ["refuses", "cancels", CancelledError, BrokenExecutor, KeyError])
def test_what_an_executor_leaves_undone_is_made_here(how):
    told = []
    assert through(Dying(how), abs, [-3, 1, -2], on_progress=told.append) == [3, 1, 2]
    assert told == sorted(told)
    assert told[-1] == 1


def test_tiles_that_nobody_has_begun_are_taken_back():
    begun, asked = [], threading.Event()
    executor = ThreadPoolExecutor(1)

    def work(tile):
        begun.append(tile)
        asked.wait(LONGEST)

    looks = iter([False] * 5 + [True])

    def cancelled():
        if next(looks, True):
            asked.set()
            return True
        return False

    with pytest.raises(Cancelled):
        through(executor, work, [1, 2, 3, 4, 5], cancelled=cancelled)
    executor.shutdown()
    assert len(begun) <= 2, "the one at hand, and the next while it was being taken back"


def test_nothing_is_begun_for_a_client_who_has_gone():
    executor = Travelling()
    with pytest.raises(Cancelled):
        through(executor, abs, [1, 2], cancelled=lambda: True)
    assert executor.tiles == 0


@pytest.mark.parametrize("executor", [None, Travelling()])
def test_it_is_told_which_share_of_the_runs_is_made(executor, monkeypatch):
    monkeypatch.setattr(lanes, "BLOCK", 10)
    told = []
    starts, rates = np.full((20, 2), 1.0), np.full(20, 0.001)
    descent = Descent(HIMMELBLAU, (1.0, 1.0), choose("momentum"), 128)
    run_lanes(descent, starts=starts, learning_rates=rates, executor=executor, on_progress=told.append)
    assert told == ([1.0] if executor else [0.0, 0.25, 0.5, 0.5, 0.75, 1.0])


class Crowd(Executor):
    """Makes nothing before all hands are full twice over, or the last tile is there."""

    def __init__(self, hands, tiles):
        self.hands, self.left, self.waiting = hands, tiles, []

    def submit(self, function, /, tile):
        self.left -= 1
        self.waiting.append((Future(), function, tile))
        future = self.waiting[-1][0]
        if len(self.waiting) == 2 * self.hands or not self.left:
            for one, work, given in self.waiting:
                one.set_result(work(given))
            self.hands, self.waiting = 1, []
        return future


def test_a_map_keeps_all_hands_of_an_executor_busy_and_is_the_same_to_the_bit(monkeypatch):
    monkeypatch.setattr(lanes, "BLOCK", 16)
    monkeypatch.setattr(basins, "SIDE", 4)
    monkeypatch.setattr(basins, "TILE", 64)
    told, looks = [], iter([False] * 200)
    here, there = (
        basins.basins(
            DESCENTS[0],
            HIMMELBLAU.window,
            (16, 20),
            executor=executor,
            on_progress=told.append,
            cancelled=lambda: next(looks, True),
        )
        for executor in (None, Crowd(5, 20))
    )
    assert here.ends.tobytes() == there.ends.tobytes()
    assert here.minima == there.minima
    assert here.places.tobytes() == there.places.tobytes()
    assert told[-1] == 1


class Mute(Executor):
    """An executor that neither says how many hands it has nor takes anything."""

    @property
    def hands(self):
        raise OSError("the scheduler does not answer")

    def submit(self, function, /, *given):
        raise RuntimeError("gone")


def test_a_map_is_made_here_when_the_executor_cannot_even_be_asked(monkeypatch):
    monkeypatch.setattr(lanes, "BLOCK", 16)
    here, there = (
        basins.basins(DESCENTS[0], HIMMELBLAU.window, (8, 8), executor=executor)
        for executor in (None, Mute())
    )
    assert here.ends.tobytes() == there.ends.tobytes()


def test_a_block_that_was_made_leaves_no_arrays_behind_with_what_was_given():
    rates = np.full(64, 0.01)
    starts = np.tile((1.0, 1.0), (64, 1))
    descent = DESCENTS[0]
    given = lanes._given(descent, starts, rates)
    part = given.alone(slice(0, 64))
    lanes.walk_block(part)
    assert part.judged == {}
    assert part.room.__dict__ == given.alone(slice(0, 64)).room.__dict__


def test_what_a_block_is_given_is_made_when_it_goes_to_an_executor_and_not_kept(monkeypatch):
    monkeypatch.setattr(lanes, "BLOCK", 16)
    executor, kept = Travelling(), []
    submit, given = executor.submit, lanes._given
    monkeypatch.setattr(
        executor, "submit", lambda work, block: kept.append(weakref.ref(block)) or submit(work, block)
    )
    made = []
    monkeypatch.setattr(lanes, "_given", lambda *parts, **named: made.append(1) or given(*parts, **named))
    tiles = [np.tile((1.0, 1.0), (32, 1))] * 20
    found = run_tiles(DESCENTS[0], tiles, executor=executor)
    next(found)
    assert len(made) == len(kept) < 40
    assert not any(block() for block in kept)
    found.close()
    assert [len(one.ends) for one in run_tiles(DESCENTS[0], tiles, executor=Travelling())] == [32] * 20
