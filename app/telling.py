"""A run told to a client: whole, or piece by piece as it is walked."""

from collections.abc import AsyncIterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from app.jobs import Piece, in_thread, walk
from app.outcomes import outcome_json, state_json
from app.settings import Settings
from app.wire import dumps
from engine.descent import Descent, Progress

SERIES: Final = ("points", "losses", "gradient_norms")


class Asked(NamedTuple):
    """A run that was asked for, checked to the end."""

    descent: Descent
    resume: Progress | None
    settings: Settings


class Told(NamedTuple):
    """What a stream says next of a run: its next points, or its end when there are none."""

    series: dict[str, Any] | None
    ending: dict[str, Any] | None = None


async def whole(*runs: Asked) -> list[bytes]:
    """Return each run as one JSON object: every point, its losses and gradient norms, outcome and state."""
    walked = [await _walked(run) for run in runs]
    endings = await in_thread(_endings, runs, [last for _, last in walked])
    return [fields + ending[1:] for (fields, _), ending in zip(walked, endings, strict=True)]


async def _walked(run: Asked) -> tuple[bytes, Piece | None]:
    """Return the beginning of a run's JSON object, and its last piece."""
    texts: dict[str, list[bytes]] = {name: [] for name in SERIES}
    piece: Piece | None = None
    largest = run.settings.max_steps
    async for piece in walk(run.descent, run.resume, run.settings, largest=largest, first=largest):
        for name, values in _series(piece).items():
            if values:
                texts[name].append(dumps(values)[1:-1])
    fields = [b'"%s":[%s]' % (name.encode(), b",".join(texts[name])) for name in SERIES]
    return b"{%s," % b",".join(fields), piece


async def told(run: Asked) -> AsyncIterator[Told]:
    """Yield a run's points, several steps at a time, and its ending last. The start travels with the first steps."""
    settings, held, piece = run.settings, [], None
    async for piece in walk(
        run.descent, run.resume, settings, largest=settings.event_steps, first=settings.first_event_steps
    ):
        held.append(piece)
        if piece.progress.step == 0 and run.resume is None:
            continue
        if piece.stretch.columns[0]:  # none, when the first of its steps left
            yield Told(_joined(held))
        held = []
    if held:
        yield Told(_joined(held))
    yield Told(None, await in_thread(_ending, run, piece))


def _series(piece: Piece) -> dict[str, list[Any]]:
    stretch = piece.stretch
    return {
        "points": list(zip(*stretch.columns, strict=True)),
        "losses": stretch.losses.tolist(),
        "gradient_norms": stretch.gradient_norms.tolist(),
    }


def _joined(pieces: list[Piece]) -> dict[str, Any]:
    series = [_series(piece) for piece in pieces]
    joined = {name: list(chain.from_iterable(part[name] for part in series)) for name in SERIES}
    return {"first": pieces[0].stretch.first, **joined}


def _endings(runs: Sequence[Asked], pieces: Sequence[Piece | None]) -> list[bytes]:
    return [dumps(_ending(run, piece)) for run, piece in zip(runs, pieces, strict=True)]


def _ending(run: Asked, piece: Piece | None) -> dict[str, Any]:
    progress = piece.progress if piece else run.resume
    assert progress is not None
    departed = piece.stretch.exit if piece else None
    return {
        "outcome": outcome_json(run.descent, progress, departed),
        "state": None if departed else state_json(progress),
    }
