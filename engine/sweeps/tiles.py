"""Tiles: the blocks of one answer, worked on by whatever executor is at hand, put together in their order."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any, Final, TypeVar

from engine.sweeps.lane_given import Cancelled
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
    """Return `work(tile)` of every tile, worked on side by side.

    Work and tiles have to be picklable where the executor has other processes. Once it fails, the tiles that are left
    are made here. Raises Cancelled when `cancelled` says so, and what a tile raises here; tiles that nobody has begun
    are then taken back. `on_progress` is told which share of the tiles is there.
    """
    places: dict[Future[Any], int] = {}
    pieces: dict[int, Piece] = {}
    try:
        for place, tile in enumerate(tiles):
            _look(cancelled)
            try:
                places[executor.submit(work, tile)] = place
            except Exception:  # it takes no more
                break
        waiting = set(places) if len(places) == len(tiles) else set()
        while waiting:
            done, waiting = wait(waiting, timeout=LOOK_AFTER, return_when=FIRST_COMPLETED)
            made = {places[future]: future.result() for future in done if _has_succeeded(future)}
            pieces |= made
            if len(made) < len(done):
                break
            on_progress(len(pieces) / len(tiles))
            _look(cancelled)
    finally:
        for future in places:
            future.cancel()
    for place, tile in enumerate(tiles):
        if place not in pieces:
            _look(cancelled)
            pieces[place] = work(tile)
            on_progress(len(pieces) / len(tiles))
    return [pieces[place] for place in range(len(tiles))]


def _has_succeeded(future: Future[Any]) -> bool:
    return not future.cancelled() and future.exception() is None


def _look(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
