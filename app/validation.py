"""pydantic's findings, translated into faults that name known fields only."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.problems import Fault, nearest

_KINDS = {
    "float_type": "number",
    "int_type": "integer",
    "list_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "string_type": "text",
    "bool_type": "boolean",
    "surface_type": "surface",
}
_BOUNDS = {
    "greater_than_equal": ("too_small", "ge"),
    "greater_than": ("not_above", "gt"),
    "less_than_equal": ("too_large", "le"),
    "less_than": ("not_below", "lt"),
}
_LENGTHS = {
    "too_short": ("too_short", "min_length"),
    "too_long": ("too_long", "max_length"),
    "string_too_short": ("text_too_short", "min_length"),
    "string_too_long": ("text_too_long", "max_length"),
}


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Return one fault per finding, in the order found."""
    return [_fault(error) for error in errors]


def _fault(error: Mapping[str, Any]) -> Fault:
    kind, context = str(error["type"]), error.get("ctx", {})
    where = field_name(error["loc"][:-1] if kind == "extra_forbidden" else error["loc"])
    if kind == "missing":
        return Fault("missing", where)
    if kind == "extra_forbidden":
        return Fault("unknown_field", where, {"nearest": nearest(error["loc"][-1], _siblings(error["loc"]))})
    if kind in _KINDS:
        return Fault("wrong_type", where, {"kind": _KINDS[kind]})
    if kind in _BOUNDS:
        code, name = _BOUNDS[kind]
        return Fault(code, where, {"limit": context[name]})
    if kind in _LENGTHS:
        code, name = _LENGTHS[kind]
        return Fault(code, where, {"limit": context[name]})
    if kind == "finite_number":
        return Fault("not_finite", where)
    if kind == "unknown_name":
        return Fault("unknown_name", where, {"nearest": context.get("nearest")})
    if kind == "literal_error":
        return Fault("unknown_choice", where)
    return Fault("invalid", where)


def field_name(location: Sequence[str | int]) -> str:
    """Return where, as a dotted path of known names and positions."""
    parts = [str(part) for part in location if part != "body"]
    return ".".join(parts)


def _siblings(location: Sequence[str | int]) -> list[str]:
    return []
