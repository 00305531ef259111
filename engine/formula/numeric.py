"""Functions that work on anything number-like: floats, arrays and graph nodes.

An optimizer written with these and plain arithmetic is one text for one ball, for a million, and for the trace that
fuses it with a surface.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.formula.graph import Node


def sqrt(value: Any) -> Any:
    """Return the square root; NaN below zero."""
    if isinstance(value, Node):
        return value.graph.apply("sqrt", value)
    if isinstance(value, np.ndarray):
        return np.sqrt(value)
    return math.sqrt(value) if value >= 0 else math.nan


def absolute(value: Any) -> Any:
    """Return the absolute value."""
    if isinstance(value, Node):
        return value.graph.apply("abs", value)
    return abs(value)


def maximum(first: Any, second: Any) -> Any:
    """Return the larger value; the first wins a tie, NaN wins over everything."""
    if isinstance(first, Node):
        return first.graph.maximum(first, second)
    if isinstance(second, Node):
        return second.graph.maximum(second.graph.lift(first), second)
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return np.where((first >= second) | (first != first), first, second)
    return first if first >= second or first != first else second


def length(parts: Sequence[Any]) -> Any:
    """Return the length of a vector given by its one or two coordinates."""
    if len(parts) == 1:
        return absolute(parts[0])
    first, second = parts
    if isinstance(first, Node):
        return first.graph.apply("hypot", first, second)
    found = np.hypot(first, second)
    return found if isinstance(found, np.ndarray) else float(found)


def zeros_like(value: Any) -> Any:
    """Return zero in the shape of the value."""
    if isinstance(value, Node):
        return value.graph.constant(0.0)
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    return 0.0
