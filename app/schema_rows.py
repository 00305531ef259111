"""The JSON schemas of the description as rows of a table: name, type, range, default, meaning."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.openapi import SCHEMAS
from app.problems import API_PREFIX
from app.texts.figures import figure

DIGITS: Final = 6
Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """A part of a type; with a link when the type is described elsewhere on the page."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Row:
    """One field of an object."""

    name: str
    type: tuple[Piece, ...]
    range: str
    length: str
    required: bool
    default: str | None
    description: str


@dataclass
class Reader:
    """Reads schemas, and remembers what they refer to: objects, and kinds that are chosen by name."""

    schemas: Mapping[str, Schema]
    objects: list[str] = field(default_factory=list)
    kinds: dict[str, list[str]] = field(default_factory=dict)

    def rows(self, schema: Schema) -> list[Row]:
        """Return the fields of an object's schema, the required ones first."""
        whole = self._resolved(schema)
        required = whole.get("required", ())
        rows = [
            self._row(name, one, required=name in required)
            for name, one in whole.get("properties", {}).items()
        ]
        return sorted(rows, key=lambda row: not row.required)

    def _resolved(self, schema: Schema) -> Schema:
        return self.schemas[_name(schema["$ref"])] if "$ref" in schema else schema

    def _row(self, name: str, schema: Schema, *, required: bool) -> Row:
        default = (
            None if required or "default" not in schema else json.dumps(schema["default"], ensure_ascii=False)
        )
        return Row(
            name,
            tuple(self._type(schema)),
            _of_numbers(schema),
            _of_lengths(schema),
            required,
            None if default in ("null", "[]", "{}") else default,
            schema.get("description") or self._meaning(schema),
        )

    def _meaning(self, schema: Schema) -> str:
        """Return what the object that a field holds says of itself."""
        refs = [one for one in (schema, *schema.get("anyOf", ())) if "$ref" in one]
        return str(self._resolved(refs[0]).get("description", "")) if len(refs) == 1 else ""

    def _type(self, schema: Schema) -> Iterator[Piece]:
        if "$ref" in schema:
            name = _name(schema["$ref"])
            if name not in self.objects:
                self.objects.append(name)
            yield Piece(name, f"object-{name}")
        elif "anyOf" in schema or "oneOf" in schema:
            yield from self._union(schema)
        elif "enum" in schema or "const" in schema:
            yield Piece(" | ".join(json.dumps(value) for value in schema.get("enum", [schema.get("const")])))
        elif schema.get("type") == "array":
            yield from self._array(schema)
        elif isinstance(schema.get("additionalProperties"), Mapping):
            yield Piece("object of ")
            yield from self._type(schema["additionalProperties"])
        else:
            yield Piece(schema.get("type", "any"))

    def _union(self, schema: Schema) -> Iterator[Piece]:
        options = schema.get("anyOf") or schema["oneOf"]
        chosen = next((option for option in options if "oneOf" in option), None)
        if chosen is not None:
            kind = schema.get("title", "name").lower()
            self.kinds.setdefault(kind, [_name(one["$ref"]) for one in chosen["oneOf"]])
            yield Piece(kind, f"kind-{kind}")
            options = [option for option in options if option.get("type") == "null"]
            if options:
                yield Piece(" | ")
        for index, option in enumerate(options):
            if index:
                yield Piece(" | ")
            yield from self._type(option)

    def _array(self, schema: Schema) -> Iterator[Piece]:
        if "prefixItems" in schema:
            yield Piece("[")
            for index, item in enumerate(schema["prefixItems"]):
                if index:
                    yield Piece(", ")
                yield from self._type(item)
            yield Piece("]")
        else:
            yield Piece("array of ")
            yield from self._type(schema.get("items", {}))


def _name(reference: str) -> str:
    return reference.removeprefix(SCHEMAS)


def _of_numbers(schema: Schema) -> str:
    """Return the least and the greatest value that a number may take, or those of a list of numbers."""
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "minimum" in part or "maximum" in part:
            return _ends(part.get("minimum"), part.get("maximum"))
    return ""


def _of_lengths(schema: Schema) -> str:
    """Return how many entries a list or how many characters a text may have."""
    for part in (schema, *schema.get("anyOf", ())):
        for unit in ("Items", "Length", "Properties"):
            least, most = part.get(f"min{unit}"), part.get(f"max{unit}")
            if (least, most) != (None, None):
                return str(least) if least == most else _ends(least, most)
    return ""


def _ends(low: float | None, high: float | None) -> str:
    if low is None:
        return f"≤ {figure(high, DIGITS)}" if high is not None else ""
    return f"≥ {figure(low, DIGITS)}" if high is None else f"{figure(low, DIGITS)} … {figure(high, DIGITS)}"


def anchor(method: str, path: str) -> str:
    """Return the name of an operation's place on the page."""
    return re.sub("[^a-z]+", "-", f"{method}-{path.removeprefix(API_PREFIX)}").strip("-")
