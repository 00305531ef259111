"""A compiled formula: value, gradient and Hessian from one graph."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from engine.formula import floats, parse, write
from engine.formula.blocks import Program
from engine.formula.build import build
from engine.formula.differentiate import derivatives
from engine.formula.errors import FormulaError
from engine.formula.graph import Graph, Node
from engine.formula.half_angle import executed
from engine.formula.limits import LIMITS
from engine.formula.tree import Name, Tree
from engine.types import Array

CACHE: Final = 256  # compiled formulas kept; a slider over a named constant makes a new one at every value


@dataclass(frozen=True)
class Formula:
    """A function of one or two variables that knows its derivatives.

    Two formulas are equal when text, variables and constants are. Points have the variables on the last axis:
    shape (..., n).
    """

    text: str
    variables: tuple[str, ...]
    constants: tuple[tuple[str, float], ...]
    tree: Tree = field(compare=False, repr=False)
    graph: Graph = field(compare=False, repr=False)
    inputs: tuple[Node, ...] = field(compare=False, repr=False)
    value_node: Node = field(compare=False, repr=False)
    gradient_nodes: tuple[Node, ...] = field(compare=False, repr=False)

    @property
    def dimension(self) -> int:
        """How many variables there are."""
        return len(self.variables)

    @functools.cached_property
    def normalised(self) -> str:
        """The formula with minimal parentheses and even spacing; it parses to the same tree."""
        return write.normalise(self.tree)

    @functools.cached_property
    def mathml(self) -> str:
        """The formula as a MathML element."""
        return write.mathml(self.tree)

    @functools.cached_property
    def latex(self) -> str:
        """The formula as LaTeX."""
        return write.latex(self.tree)

    @functools.cached_property
    def operations(self) -> int:
        """How many float operations value and gradient cost together."""
        return self.graph.count_operations([self.value_node, *self.gradient_nodes])

    @functools.cached_property
    def slow_operations(self) -> int:
        """How many of `operations` are sin, exp, pow and the like."""
        return self.graph.count_slow([self.value_node, *self.gradient_nodes])

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as text: what is compiled is compiled there."""
        return _compile, (self.text, self.variables, self.constants)

    def at(self, point: Sequence[float]) -> tuple[float, tuple[float, ...]]:
        """Return value and gradient at one point, on plain floats."""
        result = self._float_function(point)
        return result[0], result[1:]

    def value(self, points: Array) -> Array:
        """Return the values, shape (...), at points of shape (..., n)."""
        return self._run(self._value_program, points)[0]

    def gradient(self, points: Array) -> Array:
        """Return the gradients, shape (..., n)."""
        return self.value_and_gradient(points)[1]

    def value_and_gradient(self, points: Array) -> tuple[Array, Array]:
        """Return values (...) and gradients (..., n)."""
        value, *slopes = self._run(self._program, points)
        return value, np.stack(slopes, axis=-1)

    def along(self, columns: Sequence[Sequence[float]] | Array) -> tuple[Array, list[Array]]:
        """Return values (k,) and the gradient's components (k,) at points given as one column per variable."""
        value, *slopes = self._program.run(
            [c if isinstance(c, np.ndarray) else np.fromiter(c, np.float64, len(c)) for c in columns]
        )
        return value, slopes

    def values_along(self, columns: Array) -> Array:
        """Return values (k,) at points given as one column per variable."""
        return self._value_program.run(list(columns))[0]

    def hessian(self, points: Array) -> Array:
        """Return the Hessians, shape (..., n, n)."""
        n = self.dimension
        entries = dict(zip(_upper(n), self._run(self._hessian_program, points), strict=True))
        rows = [np.stack([entries[min(i, j), max(i, j)] for j in range(n)], axis=-1) for i in range(n)]
        return np.stack(rows, axis=-2)

    def hessian_at(self, point: Sequence[float]) -> tuple[tuple[float, ...], ...]:
        """Return the Hessian at one point, row by row, on plain floats."""
        graph, inputs, triangle = self._second_derivatives
        given = {node.index: coordinate for node, coordinate in zip(inputs, point, strict=True)}
        with np.errstate(all="ignore"):
            values = graph.interpret(self._hessian_order, given)
        entries = dict(zip(_upper(self.dimension), (values[node.index] for node in triangle), strict=True))
        axes = range(self.dimension)
        return tuple(tuple(entries[min(i, j), max(i, j)] for j in axes) for i in axes)

    def _run(self, program: Program, points: Array) -> list[Array]:
        points = np.asarray(points, dtype=np.float64)
        if points.shape[-1:] != (self.dimension,):
            raise ValueError(f"points: the last axis must have {self.dimension} entries")
        columns = [np.ascontiguousarray(points[..., axis]).reshape(-1) for axis in range(self.dimension)]
        return [result.reshape(points.shape[:-1]) for result in program.run(columns)]

    @functools.cached_property
    def _value_program(self) -> Program:
        graph, value, *_ = self._executed
        return Program(graph, self.inputs, [value])

    @functools.cached_property
    def _program(self) -> Program:
        graph, *nodes = self._executed
        return Program(graph, self.inputs, nodes)

    @functools.cached_property
    def _executed(self) -> tuple[Any, ...]:
        """A graph in the form that is executed, with the nodes of value and gradient."""
        graph = self.graph.copy()
        outputs = [graph.node(node.index) for node in (self.value_node, *self.gradient_nodes)]
        return graph, *executed(graph, outputs)

    @functools.cached_property
    def _second_derivatives(self) -> tuple[Graph, list[Node], list[Node]]:
        """A graph with the upper triangle of the Hessian, its inputs, and that triangle's nodes."""
        graph = self.graph.copy()
        inputs = [graph.node(node.index) for node in self.inputs]
        slopes = [graph.node(node.index) for node in self.gradient_nodes]
        columns = [derivatives(graph, slopes, variable) for variable in inputs]
        return graph, inputs, executed(graph, [columns[j][i] for i, j in _upper(self.dimension)])

    @functools.cached_property
    def _hessian_program(self) -> Program:
        return Program(*self._second_derivatives)

    @functools.cached_property
    def _hessian_order(self) -> list[int]:
        graph, _, triangle = self._second_derivatives
        return graph.order(triangle)

    @functools.cached_property
    def _float_function(self) -> Callable[[Sequence[float]], tuple[float, ...]]:
        graph, *nodes = self._executed
        fast, careful = (
            floats.build(floats.function_source(graph, self.inputs, nodes, careful=careful), careful=careful)
            for careful in (False, True)
        )

        def function(point: Sequence[float]) -> tuple[float, ...]:
            with np.errstate(all="ignore"):
                try:
                    result: tuple[float, ...] = fast(*point)
                except floats.RAISES:
                    result = careful(*point)
            return result

        return function


def _upper(dimension: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(dimension) for j in range(i, dimension)]


def compile_formula(
    text: str, *, variables: Sequence[str] = ("x", "y"), constants: Mapping[str, float] | None = None
) -> Formula:
    """Return the compiled formula.

    Raises FormulaError, with the position in the text, for anything that is not a formula in the given variables and
    named constants or that is larger than LIMITS.
    """
    # + 0.0 makes -0 a 0: the two are one key of the cache, and must be one formula
    named = tuple(sorted((name, float(value) + 0.0) for name, value in (constants or {}).items()))
    return _compile(text, tuple(variables), named)


@functools.lru_cache(maxsize=CACHE)
def _compile(text: str, variables: tuple[str, ...], constants: tuple[tuple[str, float], ...]) -> Formula:
    tree = parse.parse(text, names=[*variables, *(name for name, _ in constants)])
    graph = Graph()
    inputs = tuple(graph.input(variable) for variable in variables)
    value = build(graph, tree, dict(constants))
    slopes = tuple(derivatives(graph, [value], variable)[0] for variable in inputs)
    count = graph.count_operations([value, *slopes])
    if count > LIMITS.operations:
        raise FormulaError("too_many_operations", 0, len(text), count=count, limit=LIMITS.operations)
    return Formula(text, variables, constants, tree, graph, inputs, value, slopes)


def letters(text: str, *, variables: Sequence[str] = ("x", "y")) -> tuple[str, ...]:
    """Return the names in a formula that are neither variables, functions, pi nor e, in order of appearance."""
    tree: Any = parse.parse(text, names=None)
    known = {*variables, "pi", "e"}
    found: dict[str, None] = {}
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Name) and node.name not in known:
            found[node.name] = None
        for child in ("operand", "right", "left"):
            if hasattr(node, child):
                pending.append(getattr(node, child))
        pending.extend(reversed(getattr(node, "arguments", ())))
    return tuple(found)
