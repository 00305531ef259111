"""pydantic's findings, translated into faults that name known fields only."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.problems import Fault

_KINDS = {
    "float_type": "number",
    "int_type": "integer",
    "list_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "string_type": "text",
    "bool_type": "boolean",
}
_BOUNDS = {
    "greater_than_equal": ("too_small", "ge"),
    "greater_than": ("not_above", "gt"),
    "less_than_equal": ("too_large", "le"),
    "less_than": ("not_below", "lt"),
    "too_short": ("too_short", "min_length"),
    "too_long": ("too_long", "max_length"),
    "string_too_short": ("text_too_short", "min_length"),
    "string_too_long": ("text_too_long", "max_length"),
}
_PLAIN = {"missing": "missing", "finite_number": "not_finite", "literal_error": "unknown_choice"}
UNIONS = ("surface", "optimizer", "schedule", "gradient", "starts")
OPAQUE = ("constants", "memory", "recent")


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Return one fault per finding, in the order found."""
    return [_fault(error) for error in errors]


def _fault(error: Mapping[str, Any]) -> Fault:
    kind, context, where = str(error["type"]), error.get("ctx", {}), field_name(error["loc"])
    if kind in _KINDS:
        return Fault("wrong_type", where, {"kind": _KINDS[kind]})
    if kind == "shape":
        return Fault("wrong_type", where, {"kind": context["kind"]})
    if kind in _BOUNDS:
        code, name = _BOUNDS[kind]
        return Fault(code, where, {"limit": context[name]})
    if kind in ("unknown_field", "unknown_name"):
        return Fault(kind, where, {name: context.get(name) for name in ("nearest", "known")})
    return Fault(_PLAIN.get(kind, "invalid"), where)


def field_name(location: Sequence[str | int]) -> str:
    """Return where, as a dotted path of known names and positions.

    pydantic puts the chosen variant behind the name of a union, and a user's own names behind constants: both
    are left out.
    """
    parts: list[str] = []
    path = list(location[1:] if location[:1] == ("body",) else location)
    while path:
        part = path.pop(0)
        parts.append(str(part))
        if part in UNIONS:
            path = path[1:]
        elif part in OPAQUE:
            break
    return ".".join(parts)
