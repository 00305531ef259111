"""A judge of JSON values by the part of JSON Schema that the API's description uses."""

from collections.abc import Iterator, Mapping
from typing import Any

TYPES: Mapping[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
# what says nothing about a value
ANNOTATIONS = {"title", "description", "default", "examples", "discriminator"}
UNDERSTOOD = ANNOTATIONS | {
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "enum",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "oneOf",
    "maxProperties",
    "prefixItems",
    "properties",
    "required",
    "type",
}


def complaints(
    value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str = "$"
) -> Iterator[str]:
    """Yields what keeps a value from being what a schema describes, each with its place."""
    assert schema.keys() <= UNDERSTOOD, f"{at}: {set(schema) - UNDERSTOOD} is new to this judge"
    if "$ref" in schema:
        yield from complaints(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, at)
    for options in filter(None, (schema.get("anyOf"), schema.get("oneOf"))):
        if all(any(complaints(value, option, schemas)) for option in options):
            yield f"{at}: none of the alternatives"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: not one of {schema['enum']}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {type(value).__name__} is not {schema['type']}"
    elif isinstance(value, dict):
        yield from _of_object(value, schema, schemas, at)
    elif isinstance(value, list):
        yield from _of_list(value, schema, schemas, at)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _of_number(value, schema, at)


def _is(value: Any, kind: str) -> bool:
    if kind in ("number", "integer"):
        kinds = (int, float) if kind == "number" else int
        return isinstance(value, kinds) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def _of_number(value: float, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value} is out of range"


def _of_object(value: dict[str, Any], schema: Mapping[str, Any], schemas: Any, at: str) -> Iterator[str]:
    properties, rest = (
        schema.get("properties", {}),
        schema.get("additionalProperties", "properties" not in schema),
    )
    yield from (f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, item in value.items():
        if name in properties:
            yield from complaints(item, properties[name], schemas, f"{at}.{name}")
        elif isinstance(rest, Mapping):
            yield from complaints(item, rest, schemas, f"{at}.{name}")
        elif not rest:
            yield f"{at}: {name} is not described"


def _of_list(value: list[Any], schema: Mapping[str, Any], schemas: Any, at: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{at}: {len(value)} entries"
    for index, item in enumerate(value):
        places = schema.get("prefixItems", ())
        kind = places[index] if index < len(places) else schema.get("items", {})
        yield from complaints(item, kind, schemas, f"{at}[{index}]")
