"""The desk at which one job at a time is done: in a worker's process, or in a thread where there is none."""

import inspect
import pickle
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor
from typing import Any

from app.workers.messages import Do, Done, Failed, Stopped, Told
from engine.sweeps.lane_given import Cancelled


class Desk:
    """Does jobs and says what comes of them.

    A function gets `cancelled`, which it asks now and then; and, if its signature names them, `on_progress`, which
    takes whatever it likes to tell, and `executor`, to which it may hand its tiles (None: there is none but itself).
    """

    def __init__(
        self, say: Callable[[Any], None], find_executor: Callable[[], Executor | None] = lambda: None
    ) -> None:
        self._say = say
        self._find_executor = find_executor
        self._unwanted: set[int] = set()
        self._looks = 0
        self._looks_at_stop = 0
        self._lock = threading.Lock()

    def stop(self, number: int) -> None:
        """Take back a job, from whatever thread; one that is over or not known yet does no harm."""
        with self._lock:
            self._looks_at_stop = self._looks
            self._unwanted.add(number)

    def do(self, job: Do) -> None:
        """Do a job and say how it ended."""
        with self._lock:
            self._looks = self._looks_at_stop = 0
            self._unwanted = {number for number in self._unwanted if number >= job.number}
        try:
            function, arguments, named = pickle.loads(job.work)
            given = {**named, **self._aids(function, job.number)}
            self._say(Done(job.number, function(*arguments, **given)))
        except Cancelled:
            self._say(Stopped(job.number, self._looks - self._looks_at_stop))
        except Exception as error:
            self._say(Failed(job.number, _portable(error)))

    def _aids(self, function: Callable[..., Any], number: int) -> dict[str, Any]:
        def cancelled() -> bool:
            self._looks += 1
            return number in self._unwanted

        aids: dict[str, Any] = {"cancelled": cancelled}
        names = inspect.signature(function).parameters
        if "on_progress" in names:
            aids["on_progress"] = lambda value: self._say(Told(number, value))
        if "executor" in names:
            aids["executor"] = self._find_executor()
        return aids


def _portable(error: Exception) -> Exception:
    """Return the error with its traceback as a note, or what it says where it cannot travel.

    Nor may CancelledError: whoever waits would take it for their own end.
    """
    error.add_note("".join(traceback.format_tb(error.__traceback__)))
    try:
        pickle.loads(pickle.dumps(error))
        travels = not isinstance(error, CancelledError)
    except Exception:
        travels = False
    return error if travels else RuntimeError(f"{type(error).__name__}: {error}")
