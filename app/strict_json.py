"""JSON read strictly: finite numbers, no duplicate names, no lone surrogates, bounded depth."""

import json
import math
from typing import Any, NoReturn

LONGEST_INTEGER = 310  # digits; the largest binary64 has 309


class StrictJSONError(ValueError):
    """A text that is not strict JSON: a code, and the character position where it is known."""

    def __init__(self, code: str, position: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.position = position


def read_json(body: bytes, *, max_depth: int) -> Any:
    """Return the value of a strict JSON text; raise StrictJSONError."""
    if not body.strip():
        raise StrictJSONError("empty_body")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StrictJSONError("not_utf8", error.start) from None
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise StrictJSONError("not_json", error.pos) from None
    except RecursionError:
        raise StrictJSONError("too_deep") from None
    _check(value, max_depth)
    return value


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise StrictJSONError("lone_surrogate") from None
    elif isinstance(value, list | dict):
        if depth == 0:
            raise StrictJSONError("too_deep")
        for item in value:
            _check(item, depth - 1)
        if isinstance(value, dict):
            for item in value.values():
                _check(item, depth - 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise StrictJSONError("duplicate_name")
    return found


def _number(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise StrictJSONError("number_too_large")
    return value


def _integer(text: str) -> int:
    if len(text) > LONGEST_INTEGER:
        raise StrictJSONError("number_too_large")
    value = int(text)
    try:
        float(value)
    except OverflowError:
        raise StrictJSONError("number_too_large") from None
    return value


def _constant(text: str) -> NoReturn:
    raise StrictJSONError("number_not_finite")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_number, parse_int=_integer, parse_constant=_constant
)
