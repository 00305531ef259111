"""Tiles: the blocks of one answer, worked on by whatever executor is at hand, put together in their order."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any, Final, TypeVar

from engine.sweeps.lane_given import look
from engine.sweeps.progress import Tell, nobody

LOOK_AFTER: Final = 0.05  # seconds between two looks at whether anyone still waits

Tile = TypeVar("Tile")
Piece = TypeVar("Piece")


def through(
    executor: Executor,
    work: Callable[[Tile], Piece],
    tiles: Sequence[Tile],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> list[Piece]:
    """Return `work(tile)` of every tile, all of them handed out at once; see `in_order`."""
    pieces = in_order(executor, work, tiles, ahead=len(tiles), cancelled=cancelled, on_progress=on_progress)
    return list(pieces)


def in_order(
    executor: Executor,
    work: Callable[[Tile], Piece],
    tiles: Sequence[Tile],
    *,
    ahead: int,
    cancelled: Callable[[], bool] = lambda: False,
    on_progress: Tell = nobody,
) -> Generator[Piece]:
    """Yield `work(tile)` of every tile; so many are in the executor's hands, or there and not yet yielded.

    Work and tiles have to be picklable where the executor has other processes. Once it fails, the tiles that are left
    are made here. Raises Cancelled when `cancelled` says so, and what a tile raises here; tiles that nobody has begun
    are then taken back. `on_progress` is told which share of the tiles is there.
    """
    waiting: dict[Future[Any], int] = {}
    pieces: dict[int, Piece] = {}
    begun, fails = 0, False
    try:
        for place in range(len(tiles)):
            while not fails and begun < min(place + max(1, ahead), len(tiles)):
                look(cancelled)
                try:
                    waiting[executor.submit(work, tiles[begun])] = begun
                    begun += 1
                except Exception:  # it takes no more
                    fails = True
            while place not in pieces:
                before = place + len(pieces)
                if fails:
                    look(cancelled)
                    pieces[place] = work(tiles[place])
                else:
                    done, _ = wait(waiting, timeout=LOOK_AFTER, return_when=FIRST_COMPLETED)
                    made = {waiting.pop(one): one.result() for one in done if _has_succeeded(one)}
                    pieces |= made
                    fails = len(made) < len(done)
                    look(cancelled)
                if fails:
                    _take_back(waiting)
                if place + len(pieces) > before:
                    on_progress((place + len(pieces)) / len(tiles))
            yield pieces.pop(place)
    finally:
        _take_back(waiting)


def _take_back(waiting: dict[Future[Any], int]) -> None:
    for future in waiting:
        future.cancel()
    waiting.clear()


def hands_of(executor: Executor) -> int:
    """Return how many tiles an executor makes at the same time, 1 where it does not say or cannot be asked."""
    try:
        return max(1, getattr(executor, "hands", 1))
    except Exception:
        return 1


def _has_succeeded(future: Future[Any]) -> bool:
    return not future.cancelled() and future.exception() is None
