"""The arithmetic of a step as a person would write it: one equation a term, in symbols or in figures."""

import math
from collections.abc import Iterable, Mapping
from typing import Final

from engine.equations import (
    COMPONENT,
    NEXT,
    PREVIOUS,
    Equation,
    equations,
    equations_before,
    number,
    tree_of,
)
from engine.formula.graph import Graph
from engine.formula.mathml import MATHML
from engine.formula.tree import Binary, Call, Name, Negate, Number, Tree
from engine.formula.typeset import typeset
from engine.gradients import ANALYTIC, CLIP_NORM, CLIP_TERMS, GradientRecord, GradientSource, terms_before
from engine.optimizers import Numeric, Optimizer

FIGURES: Final = 4  # significant digits of the figures put into an equation
CLOSE_FIGURES: Final = 12  # at most, of numbers that are close to each other: losses, the two ends of a step
MOVE_FIGURES: Final = 2  # of a move that can be read off the points before and after it


def symbols(optimizer: Optimizer, source: GradientSource = ANALYTIC) -> dict[str, str]:
    """Return how every name in the equations is written."""
    return {
        **_symbols_before(source.record, clips=source.clips),
        "not_finite": "∞",
        **{knob.name: knob.symbol for knob in optimizer.knobs},
        **{PREVIOUS + leaf: symbol for leaf, symbol in optimizer.state_symbols.items()},
        **{term.name: term.symbol for term in optimizer.terms},
    }


def _symbols_before(source: GradientRecord, *, clips: bool) -> dict[str, str]:
    terms = terms_before(source, clips=clips)
    raw = source.terms[-1].symbol
    return {
        "point": "θₜ",
        NEXT: "θₜ₊₁",
        "gradient": "∂L/∂θ" if terms else "g",
        "draw": "z",
        **{f"{COMPONENT}{axis}": raw + subscript for axis, subscript in enumerate("₁₂")},
        **{knob.name: knob.symbol for knob in (*source.knobs, CLIP_NORM)},
        **{term.name: term.symbol for term in (*source.terms, *CLIP_TERMS)},
    }


def in_symbols(optimizer: Optimizer) -> dict[str, str]:
    """Return the MathML of every term's equation, by name."""
    return _written(equations(optimizer), symbols(optimizer))


def limit_in_symbols(optimizer: Optimizer) -> str:
    """Return the MathML of the stability limit, η < …, read off the function that computes it; λ is the curvature."""
    graph = Graph()
    curvature: Numeric = graph.input("curvature")
    settings: Mapping[str, Numeric] = {knob.name: graph.input(knob.name) for knob in optimizer.knobs}
    limit = graph.lift(optimizer.limit(curvature, settings))
    names = {index: name for name, index in graph.inputs.items()}
    written = {**symbols(optimizer), "curvature": "λ"}
    right = typeset(_filled(tree_of(graph, limit, names), {}), MATHML, written)
    return f"<math><mrow>{typeset(Name('learning_rate'), MATHML, written)}<mo>&lt;</mo>{right}</mrow></math>"


def before_in_symbols(source: GradientRecord, *, clips: bool = False) -> dict[str, str]:
    """Return the MathML of the equations of what comes before a rule, by name."""
    written = {**_symbols_before(source, clips=clips), "gradient": "∂L/∂θ"}
    return _written(equations_before(source, clips=clips), written)


def _written(lines: Iterable[Equation], written: Mapping[str, str]) -> dict[str, str]:
    return {line.name: _equation([Name(line.name), _filled(line.right, {})], written) for line in lines}


def in_figures(
    optimizer: Optimizer,
    figures: Mapping[str, float],
    source: GradientSource = ANALYTIC,
    *,
    dimension: int = 2,
) -> dict[str, str]:
    """Return every term's equation with figures in the place of its symbols, for one coordinate, by name.

    `figures` holds the knobs, gradient, point, previous state (as previous_…), terms and next point there.
    """
    written = symbols(optimizer, source)
    found = {}
    for line in equations(optimizer, source, dimension=dimension):
        named = isinstance(line.right, Name)  # its figure would be there twice
        ends = _digits_of_ends(figures) if line.name == NEXT else FIGURES
        right = line.right if named else _filled(line.right, figures, ends)
        sides = [Name(line.name), right, _filled(Name(line.name), figures, ends)]
        found[line.name] = _equation(sides, written)
    return found


def _digits_of_ends(figures: Mapping[str, float]) -> int:
    """Return how many digits show a step's way from its one end to the other."""
    ends = figures.get("point", math.nan), figures.get(NEXT, math.nan)
    size, move = max(map(abs, ends)), abs(ends[1] - ends[0])
    if not 0 < move < math.inf:
        return FIGURES
    lost = math.floor(math.log10(size)) - math.floor(math.log10(move))
    return min(max(FIGURES, lost + MOVE_FIGURES), CLOSE_FIGURES)


def _filled(tree: Tree, figures: Mapping[str, float], ends: int = FIGURES) -> Tree:
    """Return the tree with figures for its names, all numbers rounded to the digits that are shown.

    The points before and after the step have so many digits as `ends`.
    """
    match tree:
        case Name(name):
            close = CLOSE_FIGURES if name.startswith("loss_") else FIGURES
            digits = ends if name in ("point", NEXT) else close
            return number(float(f"{figures[name]:.{digits}g}")) if name in figures else tree
        case Number(value):
            return Number(float(f"{value:.{FIGURES}g}"))
        case Negate(operand):
            return Negate(_filled(operand, figures, ends))
        case Binary(operator, left, right):
            return Binary(operator, _filled(left, figures, ends), _filled(right, figures, ends))
        case Call("hypot", arguments):
            first, second = (Binary("^", _filled(leg, figures, ends), Number(2.0)) for leg in arguments)
            return Call("sqrt", (Binary("+", first, second),))
        case Call(function, arguments):
            return Call(function, tuple(_filled(argument, figures, ends) for argument in arguments))
    return tree


def _equation(sides: list[Tree], written: Mapping[str, str]) -> str:
    pieces = [typeset(side, MATHML, written) for side in sides]
    return f"<math><mrow>{'<mo>=</mo>'.join(pieces)}</mrow></math>"
