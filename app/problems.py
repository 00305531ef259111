"""Errors as problem details (RFC 9457): named field, nearest known name, both languages, never the input."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.texts import problems as texts
from app.wire import both, dumps
from engine.catalog import Text
from engine.formula import spelling

API_PREFIX = "/api/v1"
MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 6  # with the longest sentences this stays below 4 KB


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, what, and the figures of its sentence."""

    code: str
    where: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    position: int | None = None
    length: int | None = None
    message: Text | None = None
    hint: Text | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what a client sees of it."""
        message = self.message or texts.sentence(self.code, self.figures)
        shown: dict[str, Any] = {"field": self.where, "code": self.code, "message": both(message)}
        if self.position is not None:
            shown["position"] = self.position
        if self.length is not None:
            shown["length"] = self.length
        if self.hint is not None:
            shown["hint"] = both(self.hint)
        for name in ("nearest", "limit"):
            if self.figures.get(name) is not None:
                shown[name] = self.figures[name]
        return shown


class Problem(HTTPException):
    """A request that is refused, with everything its answer needs."""

    def __init__(self, status: int, *faults: Fault, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, headers=headers)
        self.faults = faults


def refuse(code: str, where: str = "", *, status: int = 422, **figures: Any) -> Problem:
    """Return the problem with one fault, to be raised."""
    return Problem(status, Fault(code, where, figures))


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like this one, if any does."""
    return spelling.nearest(str(name), known)


def problem_type(status: int) -> str:
    """Return the address that names this type of problem."""
    return f"{API_PREFIX}/problems#{status}"


def problem_json(status: int, faults: Iterable[Fault]) -> dict[str, Any]:
    """Return the problem document of these faults."""
    errors = [fault.as_json() for fault in list(faults)[:MOST_ERRORS]]
    title = texts.title(status)
    first = errors[0]
    at_en, at_zh = (f"{first['field']}: ", f"{first['field']}：") if first["field"] else ("", "")
    return {
        "type": problem_type(status),
        "title": title.en,
        "title_zh": title.zh,
        "status": status,
        "detail": at_en + first["message"]["en"],
        "detail_zh": at_zh + first["message"]["zh"],
        "errors": errors,
    }


def problem_event(problem: Problem) -> dict[str, Any]:
    """Return the document as the last event of a stream, which has no headers: `retry_after` is in it, in seconds."""
    wait = (problem.headers or {}).get("Retry-After")
    told = {} if wait is None else {"retry_after": int(wait)}
    return {**problem_json(problem.status_code, problem.faults), **told}


def problem_bytes(status: int, *faults: Fault) -> bytes:
    """Return the problem document, encoded."""
    return dumps(problem_json(status, faults))


def problem_response(problem: Problem) -> Response:
    """Return the response that says what is wrong."""
    return Response(
        problem_bytes(problem.status_code, *problem.faults),
        status_code=problem.status_code,
        headers={**(problem.headers or {}), "Cache-Control": "no-store"},
        media_type=MEDIA_TYPE,
    )
