"""Whose hands make the tiles of an answer: the worker's own, or those of a Dask cluster."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Final

PATIENCE: Final = 5  # seconds for a scheduler to answer
LOG: Final = logging.getLogger(__name__)


class Cluster(Executor):
    """The executor of a Dask cluster, which knows how many tiles it makes at the same time."""

    def __init__(self, client: Any) -> None:
        self._client, self._executor = client, client.get_executor(pure=False)

    @property
    def hands(self) -> int:
        """How many threads its workers have together, by now."""
        return sum(self._client.nthreads().values())

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Have it make a tile."""
        future: Future[Any] = self._executor.submit(function, *arguments, **named)
        return future


class TileExecutor:
    """The executor of a Dask scheduler, connected to when it is first needed; None where no scheduler is named.

    While the scheduler does not answer the worker does all tiles itself.
    """

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler
        self._client: Any = None

    def get(self) -> Executor | None:
        """Return the executor to which tiles go, or None: they are made here."""
        if not self._scheduler:
            return None
        if self._client is None or self._client.status != "running":
            self._client = self._connect()
        return None if self._client is None else Cluster(self._client)

    def _connect(self) -> Any:
        try:
            from distributed import Client  # of the optional extra
        except ImportError:
            LOG.warning("dask_scheduler is set, but the extra dask is not installed; tiles are made here.")
            self._scheduler = ""
            return None
        try:
            return Client(self._scheduler, timeout=PATIENCE, set_as_default=False)
        except Exception as error:
            LOG.warning("No Dask scheduler answers at %s (%s); tiles are made here.", self._scheduler, error)
            return None
