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

    Work and tiles have to be picklable where the executor has other processes. Raises Cancelled when `cancelled`
    says so, and what the first failing tile raises; tiles that nobody has begun are then taken back.
    `on_progress` is told which share of the tiles is there.
    """
    futures: list[Future[Piece]] = []
    try:
        for tile in tiles:
            _look(cancelled)
            futures.append(executor.submit(work, tile))
        waiting: set[Future[Any]] = set(futures)
        while waiting:
            done, waiting = wait(waiting, timeout=LOOK_AFTER, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
            on_progress(1 - len(waiting) / len(tiles))
            _look(cancelled)
        return [future.result() for future in futures]
    finally:
        for future in futures:
            future.cancel()


def _look(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
