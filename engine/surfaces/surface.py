"""A surface ready to be walked on: a formula bound to its constants, with its window and its known points."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from engine.binding import Binding, bind_knobs, bind_letters
from engine.errors import CatalogError, unknown
from engine.formula import Formula, compile_formula
from engine.surfaces.record import KnownPoint, SurfaceRecord, Window
from engine.surfaces.registry import SURFACES
from engine.surfaces.windows import checked_window, suggested_window
from engine.types import Array

VARIABLES = (("x", "y"), ("w",))


@dataclass(frozen=True)
class Surface:
    """A loss over (x, y), or over w for a curve; points are arrays of shape (..., dimension).

    `name` and `record` are None for a typed formula. Two surfaces are equal when their names, their formulas
    with all constants, and their windows are.
    """

    name: str | None
    formula: Formula
    window: Window
    record: SurfaceRecord | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process without the record, which is there."""
        return _arrived, (self.name, self.formula, self.window, self.record is not None)

    @property
    def constants(self) -> Mapping[str, float]:
        """Return the value of every named constant."""
        return MappingProxyType(dict(self.formula.constants))

    @property
    def dimension(self) -> int:
        """Return the number of coordinates: 2, or 1 for a curve."""
        return self.formula.dimension

    @property
    def points(self) -> tuple[KnownPoint, ...]:
        """Return what is known; nothing for a typed formula."""
        return self.record.points if self.record else ()

    def value(self, points: Array) -> Array:
        """Return the losses, shape (...)."""
        return self.formula.value(points)

    def gradient(self, points: Array) -> Array:
        """Return the gradients, shape (..., dimension)."""
        return self.formula.gradient(points)

    def value_and_gradient(self, points: Array) -> tuple[Array, Array]:
        """Return losses (...) and gradients (..., dimension)."""
        return self.formula.value_and_gradient(points)

    def hessian(self, points: Array) -> Array:
        """Return the Hessians, shape (..., dimension, dimension)."""
        return self.formula.hessian(points)

    def at(self, point: Sequence[float]) -> tuple[float, tuple[float, ...]]:
        """Return loss and gradient at one point; where the loss is not finite there is no slope, but NaN.

        The derivative of log x is 1/x on the negative side, too, where log has no value.
        """
        loss, gradient = self.formula.at(point)
        return loss, gradient if math.isfinite(loss) else (math.nan,) * self.dimension

    def hessian_at(self, point: Sequence[float]) -> tuple[tuple[float, ...], ...]:
        """Return the Hessian at one point, row by row; NaN where the loss is not finite."""
        if math.isfinite(self.formula.at(point)[0]):
            return self.formula.hessian_at(point)
        return ((math.nan,) * self.dimension,) * self.dimension


def named_surface(name: str, constants: Mapping[str, float] | None = None) -> Surface:
    """Return a surface of the catalog, its knobs at their defaults where `constants` does not set them.

    Raises CatalogError: unknown_surface, unknown_constant, not_finite, out_of_range.
    """
    record = SURFACES.get(name)
    if record is None:
        raise unknown("surface", name, SURFACES, field="name")
    return _named(record, bind_knobs(record.knobs, constants or {}))


def typed_surface(
    formula: str,
    constants: Mapping[str, float] | None = None,
    window: Sequence[Sequence[float]] | None = None,
    variables: Sequence[str] = ("x", "y"),
) -> Surface:
    """Return the surface of a typed formula, with a suggested window when none is given.

    Raises FormulaError for the text, nowhere_finite when no value on the window is finite, and CatalogError:
    unknown_variables; too_many_constants, invalid_name, reserved_name, not_finite; wrong_number_of_axes,
    low_not_below_high, window_size.
    """
    if tuple(variables) not in VARIABLES:
        raise CatalogError("variables: x and y, or w.", field="variables", code="unknown_variables")
    binding = bind_letters(constants or {})
    checked = None if window is None else checked_window(window, dimension=len(variables))
    return _typed(formula, binding, checked, tuple(variables))


def _arrived(name: str | None, formula: Formula, window: Window, recorded: bool) -> Surface:
    return Surface(name, formula, window, SURFACES[name] if name is not None and recorded else None)


@lru_cache(maxsize=256)
def _named(record: SurfaceRecord, binding: Binding) -> Surface:
    formula = compile_formula(record.formula, variables=record.variables, constants=dict(binding))
    return Surface(record.name, formula, record.window, record)


@lru_cache(maxsize=256)
def _typed(text: str, binding: Binding, window: Window | None, variables: tuple[str, ...]) -> Surface:
    formula = compile_formula(text, variables=variables, constants=dict(binding))
    return Surface(None, formula, suggested_window(formula, window))
