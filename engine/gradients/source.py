"""A gradient source with its knobs set: what the optimizer takes for the gradient."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from engine.binding import bind_knobs
from engine.errors import unknown
from engine.gradients.record import GradientRecord, Ground
from engine.gradients.sources import CLIP_NORM, CLIP_TERMS, GRADIENTS, SCALE, clipped, measured
from engine.optimizers import Numeric, Term, TermText


@dataclass(frozen=True)
class GradientSource:
    """A bound gradient source; `clip_norm` is the length at which its gradient is clipped, None for not at all."""

    name: str
    knobs: tuple[tuple[str, float], ...] = ()
    clip_norm: float | None = None

    @property
    def record(self) -> GradientRecord:
        """The source's record."""
        return GRADIENTS[self.name]

    @property
    def settings(self) -> dict[str, float]:
        """Every number that is set, by name."""
        clip = {} if self.clip_norm is None else {CLIP_NORM.name: self.clip_norm}
        return {**dict(self.knobs), **clip}

    @property
    def clips(self) -> bool:
        """Whether the gradient is clipped."""
        return self.clip_norm is not None

    @property
    def plain(self) -> bool:
        """Whether the rule gets the derived gradient as it is."""
        return self.name == "analytic" and not self.clips

    def quiet(self) -> "GradientSource":
        """Return the source without its noise."""
        return replace(
            self, knobs=tuple((name, 0.0 if name == SCALE else value) for name, value in self.knobs)
        )

    @property
    def is_noisy(self) -> bool:
        """Whether chance has a part in the gradient."""
        return self.record.draws and self.settings[SCALE] != 0.0

    @property
    def terms(self) -> tuple[TermText, ...]:
        """How the terms that come before the rule are called; none where nothing does."""
        return terms_before(self.record, clips=self.clips)


class Sensed(NamedTuple):
    """The gradient that the rule gets, one value per coordinate, and the terms that led to it."""

    gradient: tuple[Numeric, ...]
    terms: tuple[Term, ...]


def sense(record: GradientRecord, ground: Ground, settings: Mapping[str, Numeric], *, clips: bool) -> Sensed:
    """Return what a source makes of the ground."""
    terms = record.sense(ground, settings)
    if clips:
        norm = measured(terms[-1].value)
        terms = (*terms, norm, clipped(terms[-1].value, norm.value, settings[CLIP_NORM.name]))
    return Sensed(tuple(terms[-1].value), terms)


def terms_before(record: GradientRecord, *, clips: bool) -> tuple[TermText, ...]:
    """Return how the terms that come before the rule are called; none for the derived gradient as it is."""
    if clips:
        return (*record.terms, *CLIP_TERMS)
    return record.terms if len(record.terms) > 1 else ()


ANALYTIC: Final = GradientSource("analytic")


def gradient(source: str = "analytic", *, clip_norm: float | None = None, **knobs: float) -> GradientSource:
    """Return a gradient source with its knobs set, defaults where none is given.

    Raises CatalogError for an unknown name or knob and for a value outside a knob's hard range.
    """
    record = GRADIENTS.get(source)
    if record is None:
        raise unknown("gradient", source, GRADIENTS, field="gradient.source")
    bound = bind_knobs(record.knobs, knobs, kind="knob", field="gradient")
    if clip_norm is None:
        return GradientSource(source, bound)
    clip = bind_knobs((CLIP_NORM,), {CLIP_NORM.name: clip_norm}, kind="knob", field="gradient")
    return GradientSource(source, bound, clip[0][1])
