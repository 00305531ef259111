"""The catalog as JSON: what the engine's records say, in both languages."""

from functools import cache
from typing import Any

import numpy as np

from app.wire import both
from engine.arithmetic import before_in_symbols, in_symbols
from engine.catalog import Knob
from engine.comparisons import COMPARISONS, Member
from engine.contests import CONTESTS, Side
from engine.equations import NEXT
from engine.formula.write import mathml
from engine.gradients import CLIP_NORM, CLIP_TERMS, GRADIENTS
from engine.optimizers import OPTIMIZERS, TermText
from engine.schedules import SCHEDULES
from engine.surfaces import SURFACES, KnownPoint, Surface, named_surface


def knob_json(knob: Knob) -> dict[str, Any]:
    """Return a number that a person may set."""
    return {
        "name": knob.name,
        "symbol": knob.symbol,
        "default": knob.default,
        "soft": list(knob.soft),
        "hard": list(knob.hard),
        "scale": knob.scale,
        "title": both(knob.title),
        "help": both(knob.help),
        "unit": knob.unit,
        "whole": knob.whole,
    }


def point_json(point: KnownPoint, surface: Surface) -> dict[str, Any]:
    """Return a known point with its loss."""
    return {
        "kind": point.kind,
        "at": list(point.at),
        "flags": list(point.flags),
        "lowest": point.lowest,
        "loss": float(surface.value(np.array(point.at))),
    }


@cache
def surface_json(name: str) -> dict[str, Any]:
    """Return one surface of the catalog, its knobs at their defaults."""
    record, surface = SURFACES[name], named_surface(name)
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "dimension": record.dimension,
        "variables": list(record.variables),
        "formula": surface.formula.normalised,
        "mathml": mathml(surface.formula.tree, symbols={knob.name: knob.symbol for knob in record.knobs}),
        "latex": surface.formula.latex,
        "knobs": [knob_json(knob) for knob in record.knobs],
        "window": [list(axis) for axis in record.window],
        "points": [point_json(point, surface) for point in record.points],
        "start": list(record.start),
        "learning_rate": record.learning_rate,
        "source": record.source,
    }


def term_json(term: TermText, mathml: str) -> dict[str, Any]:
    """Return a term with the equation that gives it."""
    return {
        "name": term.name,
        "symbol": term.symbol,
        "title": both(term.title),
        "meaning": both(term.meaning),
        "shows": term.shows,
        "arrow": term.arrow,
        "mathml": mathml,
    }


@cache
def optimizer_json(name: str) -> dict[str, Any]:
    """Return one optimizer of the catalog."""
    record = OPTIMIZERS[name]
    written = in_symbols(record)
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "knobs": [knob_json(knob) for knob in record.knobs],
        "terms": [term_json(term, written[term.name]) for term in record.terms],
        "update_mathml": written[NEXT],
        "conventions": [
            {"title": both(one.title), "says": both(one.says), "knobs": dict(one.knobs)}
            for one in record.conventions
        ],
        "adaptive": record.adaptive,
        "source": record.source,
    }


def schedule_json(name: str) -> dict[str, Any]:
    """Return one schedule of the catalog."""
    record = SCHEDULES[name]
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "knobs": [knob_json(knob) for knob in record.knobs],
        "source": record.source,
    }


@cache
def gradient_json(name: str) -> dict[str, Any]:
    """Return one gradient source of the catalog, with the terms it adds before an optimizer's own."""
    record = GRADIENTS[name]
    written = before_in_symbols(record)
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "knobs": [knob_json(knob) for knob in record.knobs],
        "draws": record.draws,
        "terms": [term_json(term, written[term.name]) for term in record.terms],
    }


def member_json(member: Member) -> dict[str, Any]:
    """Return one side of a comparison; its surface and its start as a descent takes them."""
    return {
        "title": both(member.title),
        "surface": {"name": member.surface, **dict(member.knobs)},
        "start": list(member.start),
    }


def comparison_json(name: str) -> dict[str, Any]:
    """Return one comparison of the catalog."""
    record = COMPARISONS[name]
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "members": [member_json(member) for member in record.members],
        "optimizer": {"name": record.optimizer.name, **dict(record.optimizer.knobs)},
        "steps": record.steps,
        "learning_rates": list(record.rates),
        "source": record.source,
    }


def side_json(side: Side) -> dict[str, Any]:
    """Return one side of a contest; its starts as a swarm takes them."""
    window = {} if side.window is None else {"window": [list(axis) for axis in side.window]}
    return {
        "optimizer": {"name": side.optimizer.name, **dict(side.optimizer.knobs)},
        "starts": {"name": "random", "count": side.count, "seed": side.seed, **window},
        "start": list(side.start),
    }


def contest_json(name: str) -> dict[str, Any]:
    """Return one contest of the catalog."""
    record = CONTESTS[name]
    return {
        "name": name,
        "title": both(record.title),
        "purpose": both(record.purpose),
        "surface": record.surface,
        "steps": record.steps,
        "sides": [side_json(side) for side in record.sides],
        "source": record.source,
    }


def surfaces_json() -> dict[str, Any]:
    """Return every surface, then every curve."""
    return {"surfaces": [surface_json(name) for name in SURFACES]}


def optimizers_json() -> dict[str, Any]:
    """Return every optimizer."""
    return {"optimizers": [optimizer_json(name) for name in OPTIMIZERS]}


def schedules_json() -> dict[str, Any]:
    """Return every schedule."""
    return {"schedules": [schedule_json(name) for name in SCHEDULES]}


@cache
def gradients_json() -> dict[str, Any]:
    """Return every gradient source, the knob that clips it, and the terms of clipping."""
    written = before_in_symbols(GRADIENTS["analytic"], clips=True)
    return {
        "gradients": [gradient_json(name) for name in GRADIENTS],
        "clip": knob_json(CLIP_NORM),
        "clip_terms": [term_json(term, written[term.name]) for term in CLIP_TERMS],
    }


def comparisons_json() -> dict[str, Any]:
    """Return every comparison."""
    return {"comparisons": [comparison_json(name) for name in COMPARISONS]}


def contests_json() -> dict[str, Any]:
    """Return every contest."""
    return {"contests": [contest_json(name) for name in CONTESTS]}


def gradient_terms_json() -> list[dict[str, Any]]:
    """Return every term that may come before an optimizer's own, each once."""
    answer = gradients_json()
    rows = [*(source["terms"] for source in answer["gradients"]), answer["clip_terms"]]
    return list({term["name"]: term for row in rows for term in row}.values())
