"""The executor for a few points: Python source generated from the graph, run on plain floats.

Every generated line is built from the templates below; names are t0, t1 …, literals repr(float). No character that a
user typed reaches the source. The fast version may raise where IEEE arithmetic gives an infinity or NaN; the careful
version never raises and gives the same bits wherever the fast one gives any.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from engine.formula.elementary import FAST, SAFE, UNARY
from engine.formula.graph import Graph, Node

RAISES: Final = (ZeroDivisionError, OverflowError, ValueError)
BOUND: Final = 1e9
_INLINE: Final = {
    "add": "{0} + {1}",
    "sub": "{0} - {1}",
    "mul": "{0} * {1}",
    "neg": "-{0}",
    "pick_ge": "{2} if {0} >= {1} or {0} != {0} else {3}",
    "pick_le": "{2} if {0} <= {1} or {0} != {0} else {3}",
}
_CALLED: Final = "float({name}({{0}}))"  # NumPy's own functions give numbers of another kind
_FAST_INLINE: Final = {
    **_INLINE,
    "div": "{0} / {1}",
    "quotient": "{0} / {1} if {1} else quotient({0}, {1})",
    **{name: _CALLED.format(name=name) for name in UNARY if FAST[name] is SAFE[name]},
}
_INDENT: Final = "    "


def _literal(value: float) -> str:
    if math.isfinite(value):
        return f"({value!r})" if value < 0 or math.copysign(1.0, value) < 0 else repr(value)
    return "nan" if math.isnan(value) else "inf" if value > 0 else "(-inf)"


def _namespace(table: dict[str, Callable[..., Any]]) -> dict[str, Any]:
    return {"__builtins__": {}, "inf": math.inf, "nan": math.nan, "float": float, "RAISES": RAISES, **table}


class _Writer:
    """Writes the lines of some nodes of one graph."""

    def __init__(self, graph: Graph, *, careful: bool) -> None:
        self.graph = graph
        self.templates = _INLINE if careful else _FAST_INLINE

    def name(self, index: int) -> str:
        constant = self.graph.constants.get(index)
        return f"t{index}" if constant is None else _literal(constant)

    def lines(self, order: Iterable[int], indent: str) -> list[str]:
        lines = []
        for index in order:
            operation = self.graph.operations[index]
            if operation in ("constant", "input"):
                continue
            names = [self.name(argument) for argument in self.graph.arguments[index]]
            template = self.templates.get(operation)
            text = template.format(*names) if template else f"{operation}({', '.join(names)})"
            lines.append(f"{indent}t{index} = {text}")
        return lines


def function_source(graph: Graph, inputs: Sequence[Node], outputs: Sequence[Node], *, careful: bool) -> str:
    """Return the source of f(inputs) -> tuple of outputs."""
    writer = _Writer(graph, careful=careful)
    head = f"def f({', '.join(writer.name(node.index) for node in inputs)}):"
    body = writer.lines(graph.order(outputs), _INDENT)
    results = "".join(f"{writer.name(node.index)}, " for node in outputs)
    return "\n".join([head, *body, f"{_INDENT}return ({results})"])


def loop_source(
    graph: Graph,
    *,
    carried: Sequence[Node],
    following: Sequence[Node],
    fixed: Sequence[Node],
    varying: Sequence[Node],
    dimension: int,
    careful: bool,
) -> str:
    """Return the source of a loop that replaces the carried values by the following ones, once per entry of a list.

    An entry holds what varies from step to step: a number, or a tuple of numbers. The first `dimension` carried
    values are the point; each new point is appended to the lists given, and the loop ends early when a coordinate
    leaves the bound. It returns (raised, carried values).
    """
    writer = _Writer(graph, careful=careful)
    changing = {node.index for node in (*carried, *varying)}
    before: list[int] = []
    inside: list[int] = []
    for index in graph.order(following):
        depends = index in changing or any(argument in changing for argument in graph.arguments[index])
        if depends:
            changing.add(index)
        (inside if depends else before).append(index)
    names = [writer.name(node.index) for node in carried]
    results = [writer.name(node.index) for node in following]
    appends = [f"a{axis}" for axis in range(dimension)]
    parameters = [*names, *(writer.name(node.index) for node in fixed), "steps", *appends]
    bounds = " and ".join(f"{-BOUND!r} <= {name} <= {BOUND!r}" for name in names[:dimension])
    pairs = [(name, result) for name, result in zip(names, results, strict=True) if name != result]
    step = 3 * _INDENT
    return "\n".join(
        [
            f"def f({', '.join(parameters)}):",
            *writer.lines(before, _INDENT),
            f"{_INDENT}raised = False",
            f"{_INDENT}try:",
            f"{2 * _INDENT}for {', '.join(writer.name(node.index) for node in varying)} in steps:",
            *writer.lines(inside, step),
            f"{step}{', '.join(name for name, _ in pairs)} = {', '.join(result for _, result in pairs)}",
            *(f"{step}a{axis}({names[axis]})" for axis in range(dimension)),
            f"{step}if not ({bounds}):",
            f"{step}{_INDENT}break",
            f"{_INDENT}except RAISES:",
            f"{_INDENT * 2}raised = True",
            f"{_INDENT}return raised, {', '.join(names)},",
        ]
    )


def build(source: str, *, careful: bool) -> Callable[..., Any]:
    """Return the function that generated source defines: the only place where text becomes code."""
    numpy = {name: reference for name, (reference, _) in UNARY.items() if FAST[name] is SAFE[name]}
    namespace = _namespace(SAFE if careful else {**FAST, **numpy})
    exec(compile(source, "<generated from the graph>", "exec"), namespace)
    function: Callable[..., Any] = namespace["f"]
    return function
