"""The reference: everything that the catalog knows, arranged for reading."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from app.catalog import gradients_json, optimizers_json, schedules_json, surfaces_json
from app.mathml import math_markup, math_pieces
from app.pages import in_language
from app.texts.figure_words import FIGURES
from app.texts.figures import figure, place
from app.texts.rate_words import RANGE_REASONS, RUNGS
from app.texts.words import KINDS, REASONS, STATUSES, ZONES, Word
from app.thumbnails import drawing
from app.wire import both
from engine.arithmetic import limit_in_symbols
from engine.optimizers import OPTIMIZERS

DIGITS: Final = 6  # of the figures on the page
FEW: Final = 5  # known points that are shown unfolded
WORDS: Final = {
    "zones": ZONES,
    "statuses": STATUSES,
    "reasons": REASONS,
    "figures": FIGURES,
    "range_reasons": RANGE_REASONS,
    "rungs": RUNGS,
}


@cache
def reference(language: str) -> dict[str, Any]:
    """Return the sections of the reference in one language."""
    surfaces = [_surface(entry) for entry in in_language(surfaces_json()["surfaces"], language)]
    return {
        "surfaces": [entry for entry in surfaces if entry["dimension"] == 2],
        "curves": [entry for entry in surfaces if entry["dimension"] == 1],
        "optimizers": [_optimizer(entry) for entry in in_language(optimizers_json()["optimizers"], language)],
        "schedules": [_knobbed(entry) for entry in in_language(schedules_json()["schedules"], language)],
        "gradients": [_with_terms(entry) for entry in in_language(gradients_json()["gradients"], language)],
        "clip": _clip(in_language(gradients_json(), language)),
        "words": {group: _words(words, language) for group, words in WORDS.items()},
        "kinds": in_language({kind: both(title) for kind, title in KINDS.items()}, language),
        "few": FEW,
    }


def _surface(entry: dict[str, Any]) -> dict[str, Any]:
    return _knobbed(entry) | {
        "formula_pieces": math_pieces(entry["mathml"]),
        "drawing": drawing(entry["name"]),
        "window": " · ".join(
            f"{variable} {_interval(ends)}"
            for variable, ends in zip(entry["variables"], entry["window"], strict=True)
        ),
        "start": place(entry["start"], DIGITS),
        "learning_rate": figure(entry["learning_rate"], DIGITS),
        "points": [
            {**point, "at": place(point["at"], DIGITS), "loss": figure(point["loss"], DIGITS)}
            for point in entry["points"]
        ],
    }


def _optimizer(entry: dict[str, Any]) -> dict[str, Any]:
    record = OPTIMIZERS[entry["name"]]
    return _with_terms(entry) | {
        "update_mathml": math_markup(entry["update_mathml"]),
        "limit": math_markup(limit_in_symbols(record)),
        "drifting": record.drifting_limit is not None,
    }


def _with_terms(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the entry with its knobs' figures and its equations written out."""
    return _knobbed(entry) | {
        "terms": [term | {"mathml": math_markup(term["mathml"])} for term in entry["terms"]]
    }


def _clip(gradients: dict[str, Any]) -> dict[str, Any]:
    """Return what is known about clipping, which any source may have."""
    knob = gradients["clip"]
    return _with_terms({"knobs": [knob], "terms": gradients["clip_terms"], "title": knob["title"]})


def _knobbed(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the entry with its knobs' figures written out."""
    knobs = [
        knob
        | {
            "default": figure(knob["default"], DIGITS) + ("" if knob["unit"].isalpha() else knob["unit"]),
            "soft": _interval(knob["soft"]),
            "hard": _interval(knob["hard"]),
        }
        for knob in entry.get("knobs", [])
    ]
    return entry | {"knobs": knobs}


def _interval(ends: Sequence[float]) -> str:
    return " … ".join(figure(end, DIGITS) for end in ends)


def _words(words: Sequence[Word], language: str) -> list[dict[str, str]]:
    rows = [{"code": word.code, "title": both(word.title), "meaning": both(word.meaning)} for word in words]
    found: list[dict[str, str]] = in_language(rows, language)
    return found
