"""The API's documents: every call of the description, with its example asked and answered."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from fastapi import FastAPI

from app.asking import Reply, ask
from app.excerpts import events, excerpt, written
from app.openapi import JSON, SCHEMAS
from app.problems import API_PREFIX
from app.schema_rows import Reader, Row, anchor
from app.settings import PREFIX, Settings
from app.texts.figures import whole
from app.texts.problems import CODES, TITLES, example_sentence
from app.wire import both

STREAM: Final = "text/event-stream"
MISTAKE: Final = ("post", "/inspect", {"surface": "himelblau", "point": [3, 2]})


@dataclass(frozen=True)
class Example:
    """One call as it is sent."""

    method: str
    path: str
    body: Any = None

    def curl(self, origin: str) -> str:
        """Return the line for a shell."""
        address = f"{origin}{self.path}"
        return (
            f"curl {address}" if self.body is None else f"curl --json '{written(self.body)}' \\\n  {address}"
        )


@dataclass(frozen=True)
class Call:
    """One operation of the API."""

    method: str
    path: str
    anchor: str
    summary: str
    paragraphs: list[str]
    fields: list[Row]
    answer: list[Row]
    media_type: str
    example: Example
    reply: str

    @property
    def short(self) -> str:
        """Return the path without the prefix that all calls share."""
        return self.path.removeprefix(API_PREFIX)


@dataclass(frozen=True)
class Documentation:
    """Everything that the page of the API shows, in no language yet."""

    calls: dict[str, list[Call]]
    kinds: dict[str, list[tuple[str, str, list[Row]]]]
    objects: dict[str, tuple[str, list[Row]]]
    mistake: Example
    mistake_reply: str
    limits: list[tuple[str, str, str]]
    statuses: list[list[Any]]
    codes: list[list[Any]]
    complete: bool


def operations(description: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation of every call."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def example_of(method: str, path: str, operation: Mapping[str, Any]) -> Example:
    """Return the example that an operation declares; raise KeyError when there is none."""
    filled = path
    for parameter in operation.get("parameters", ()):
        filled = filled.replace(f"{{{parameter['name']}}}", parameter["schema"]["examples"][0])
    body = None
    if "requestBody" in operation:
        (declared,) = operation["requestBody"]["content"][JSON]["examples"].values()
        body = declared["value"]
    return Example(method, filled, body)


async def documentation(app: FastAPI) -> Documentation:
    """Return the documents of an application, its examples run by itself."""
    description, settings = app.openapi(), app.state.settings
    reader = Reader(description["components"]["schemas"])
    calls: dict[str, list[Call]] = {}
    complete = True
    for method, path, operation in operations(description):
        example = example_of(method, path, operation)
        reply = await ask(app, method.upper(), example.path, example.body)
        complete = complete and reply.status == 200
        (tag,) = operation["tags"]
        calls.setdefault(tag, []).append(_call(method, path, operation, example, reply, reader))
    method, path, body = MISTAKE
    mistake = Example(method, f"{API_PREFIX}{path}", body)
    refusal = await ask(app, method.upper(), mistake.path, body)
    return Documentation(
        calls,
        _kinds(reader),
        _objects(reader),
        mistake,
        excerpt(json.loads(refusal.text)),
        [(PREFIX + name.upper(), value, told) for name, value, told in _limits(settings)],
        [[status, both(title)] for status, title in TITLES.items()],
        [[code, both(example_sentence(code))] for code in CODES],
        complete,
    )


def _call(
    method: str, path: str, operation: Mapping[str, Any], example: Example, reply: Reply, reader: Reader
) -> Call:
    asked = operation.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema")
    parameters = {one["name"]: one["schema"] for one in operation.get("parameters", ())}
    answers = operation["responses"]["200"]["content"]
    (media_type,) = answers
    return Call(
        method.upper(),
        path,
        anchor(method, path),
        operation["summary"],
        operation.get("description", "").split("\n\n"),
        reader.rows(asked or {"properties": parameters, "required": list(parameters)}),
        reader.rows(answers[media_type].get("schema", {})),
        media_type,
        example,
        events(reply.text) if reply.media_type == STREAM else excerpt(json.loads(reply.text)),
    )


def _kinds(reader: Reader) -> dict[str, list[tuple[str, str, list[Row]]]]:
    """Return the kinds by name, and for each choice its name, its purpose and its knobs."""
    kinds = {}
    for kind, names in reader.kinds.items():
        choices = []
        for name in names:
            schema = reader.schemas[name]
            tag = next((one["const"] for one in schema["properties"].values() if "const" in one), "")
            rows = [
                row
                for row in reader.rows({"$ref": SCHEMAS + name})
                if not (tag and row.name in ("name", "source"))
            ]
            choices.append((tag, schema.get("description", ""), rows))
        kinds[kind] = choices
    return kinds


def _objects(reader: Reader) -> dict[str, tuple[str, list[Row]]]:
    """Return every object that is referred to; describing one may refer to another."""
    found: dict[str, tuple[str, list[Row]]] = {}
    while missing := [name for name in reader.objects if name not in found]:
        for name in missing:
            schema = reader.schemas[name]
            found[name] = schema.get("description", ""), reader.rows(schema)
    return dict(sorted(found.items()))


def _limits(settings: Settings) -> Iterator[tuple[str, str, str]]:
    for entry in fields(settings):
        yield entry.name, _shown(getattr(settings, entry.name)), entry.metadata["help"]


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return whole(value) if isinstance(value, int) else str(value)


class Documents:
    """The documentation of one application, made when it is first asked for; again only if an example failed."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._lock = asyncio.Lock()
        self._made: Documentation | None = None

    async def get(self) -> Documentation:
        """Return the documentation."""
        async with self._lock:
            if self._made is None or not self._made.complete:
                self._made = await documentation(self._app)
            return self._made
