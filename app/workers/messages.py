"""What a server and its workers say to each other, pickled, over the worker's two pipes."""

import pickle
from typing import Any, BinaryIO, NamedTuple


class Do(NamedTuple):
    """To a worker: compute this. `work` holds function, arguments and named arguments, pickled."""

    number: int
    work: bytes


class Stop(NamedTuple):
    """To a worker: nobody waits for this any more."""

    number: int


class Ready(NamedTuple):
    """From a worker: everything is imported."""


class Told(NamedTuple):
    """From a worker: how far it has got, in the words of the function."""

    number: int
    value: Any


class Done(NamedTuple):
    """From a worker: the result."""

    number: int
    result: Any


class Failed(NamedTuple):
    """From a worker: what the function raised."""

    number: int
    error: Exception


class Stopped(NamedTuple):
    """From a worker: it has stopped, after asking so many times more whether it should."""

    number: int
    looks: int


def write(stream: BinaryIO, message: Any) -> None:
    """Write one message; raise OSError when nobody reads, ValueError when the stream is closed."""
    text = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(text)
    stream.flush()


def read(stream: BinaryIO) -> Any:
    """Return the next message; raise EOFError when there is none to come."""
    try:
        return pickle.load(stream)
    except (OSError, ValueError, pickle.UnpicklingError) as error:
        raise EOFError from error
