"""Knobs of the catalog and letters of a formula, checked and bound to their values."""

import math
import re
from collections.abc import Mapping
from typing import Final

from engine.catalog import Knob
from engine.errors import CatalogError, unknown
from engine.formula.vocabulary import RESERVED

Binding = tuple[tuple[str, float], ...]

MOST_CONSTANTS: Final = 26
LONGEST_NAME: Final = 32
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def bind_knobs(
    knobs: tuple[Knob, ...], values: Mapping[str, float], *, kind: str = "constant", field: str = ""
) -> Binding:
    """Return the value of every knob of a record, in its order.

    `kind` names what an unknown one is, `field` leads to the knobs in the caller's description.
    Raises CatalogError: unknown_constant, not_finite, out_of_range, not_whole.
    """
    names = tuple(knob.name for knob in knobs)
    for name in values:
        if name not in names:
            raise unknown(kind, name, names, field=field or "constants")
    place = f"{field}." if field else ""
    return tuple((knob.name, _checked(knob, values.get(knob.name, knob.default), place)) for knob in knobs)


def bind_letters(values: Mapping[str, float]) -> Binding:
    """Return the constants of a typed formula by name, in alphabetical order.

    Raises CatalogError: too_many_constants, invalid_name, reserved_name, not_finite.
    """
    if len(values) > MOST_CONSTANTS:
        raise CatalogError(
            f"constants: at most {MOST_CONSTANTS}.",
            field="constants",
            code="too_many_constants",
            figures={"limit": MOST_CONSTANTS},
        )
    for name in values:
        _check_name(name)
    return tuple((name, _finite(f"constants.{name}", values[name])) for name in sorted(values))


def _checked(knob: Knob, value: float, place: str) -> float:
    number = _finite(place + knob.name, value)
    low, high = knob.hard
    if not low <= number <= high:
        raise CatalogError(
            f"{knob.name}: {low:g} to {high:g}.",
            field=place + knob.name,
            code="out_of_range",
            figures={"low": low, "high": high},
        )
    if knob.whole and number != int(number):
        raise CatalogError(f"{knob.name}: a whole number.", field=place + knob.name, code="not_whole")
    return number


def _check_name(name: str) -> None:
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        raise CatalogError(
            f"constants: a name is a letter, then letters, digits and _, at most {LONGEST_NAME} in all.",
            field="constants",
            code="invalid_name",
            figures={"limit": LONGEST_NAME},
        )
    if name in RESERVED:
        raise CatalogError(
            "constants: this name has a meaning of its own.", field=f"constants.{name}", code="reserved_name"
        )


def _finite(place: str, value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise CatalogError(f"{place}: not a finite number.", field=place, code="not_finite")
    return number + 0.0  # -0 becomes 0, so that equal constants are the same surface to the bit
