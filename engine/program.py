"""One step of an optimizer on a surface, fused into one program.

The gradient source, clipping and the optimizer's rule are traced with graph nodes into a copy of the surface's graph,
once for each combination; the learning rate and the other knobs stay inputs, so moving a slider compiles nothing. What
a source draws at random is one more input a step.
"""

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from engine.formula import Formula, floats
from engine.formula.block_loop import BlockLoop
from engine.formula.graph import Graph, Node
from engine.formula.half_angle import executed
from engine.formula.scaled import factored, simplified
from engine.gradients import CLIP_NORM, GRADIENTS, GradientRecord, NodeGround, sense
from engine.optimizers import OPTIMIZERS, Known, Optimizer

CACHE: Final = 256
Leaf = float | tuple[float, ...]  # one number shared by all coordinates, or one number a coordinate
Memory = tuple[Leaf, ...]  # the optimizer's state, leaf by leaf


class Program:
    """Steps of one optimizer on one formula with one gradient source, on plain floats."""

    def __init__(
        self, formula: Formula, optimizer: Optimizer, source: GradientRecord, *, clips: bool
    ) -> None:
        self.dimension = formula.dimension
        own = [knob.name for knob in optimizer.knobs if knob.name != "learning_rate"]
        before = [*(knob.name for knob in source.knobs), *([CLIP_NORM.name] if clips else [])]
        self.knobs = (*own, *before)
        self._optimizer = optimizer
        graph = formula.graph.copy()
        settings = {name: graph.input(f"knob {name}") for name in self.knobs}
        self._fixed = list(settings.values())
        rate = graph.input("learning rate")
        rule = optimizer.make(learning_rate=rate, **{name: settings[name] for name in own})
        self.state_type: type[Any] = type(rule.init(0.0))
        self.shared = shared_leaves(optimizer)
        ground = NodeGround(formula, graph)
        slopes = sense(source, ground, settings, clips=clips).gradient
        self._varying = [rate, *ground.draws]
        self._carried, following = self._trace(graph, ground.points, slopes, rule.update)
        measured = [graph.node(node.index) for node in (formula.value_node, *formula.gradient_nodes)]
        self._loss, *gradient = executed(graph, measured)
        following = executed(graph, following)
        wide = [*self._carried, *ground.draws]
        self._scale, self._slopes = factored(graph, gradient, wide)
        self._following = simplified(graph, following, wide)
        self._graph = graph

    def _trace(
        self, graph: Graph, points: Sequence[Node], slopes: Sequence[Node], update: Callable[..., Any]
    ) -> tuple[list[Node], list[Node]]:
        states = [
            self.state_type(
                *(
                    graph.input(f"state {leaf}" if shared else f"state {leaf} {axis}")
                    for leaf, shared in enumerate(self.shared)
                )
            )
            for axis in range(self.dimension)
        ]
        steps = [
            update(Known(point=point, gradient=slope), state)
            for point, slope, state in zip(points, slopes, states, strict=True)
        ]
        carried = [*points, *_flatten(self.shared, [tuple(state) for state in states])]
        following = [
            *(point + step.update for point, step in zip(points, steps, strict=True)),
            *_flatten(self.shared, [tuple(step.state) for step in steps]),
        ]
        return carried, [graph.lift(node) for node in following]

    def initial(self) -> Memory:
        """Return the optimizer's state before the first step."""
        return initial_memory(self._optimizer, self.dimension)

    @functools.cached_property
    def loop(self) -> Callable[..., Any]:
        """The generated loop itself: loop(point and state, knobs, steps, one append per coordinate).

        An entry of `steps` is a learning rate, or a tuple of it and the draws.
        """
        return self._build(careful=False)

    @functools.cached_property
    def block_loop(self) -> BlockLoop:
        """The same loop for many runs at once; it measures the surface's own loss and gradient.

        Its fixed values are `knobs`, the varying ones the learning rate and then the draws, if any.
        """
        return BlockLoop(
            self._graph,
            carried=self._carried,
            following=self._following,
            fixed=self._fixed,
            varying=self._varying,
            loss=self._loss,
            slopes=self._slopes,
            scale=self._scale,
        )

    @functools.cached_property
    def _careful_loop(self) -> Callable[..., Any]:
        return self._build(careful=True)

    def source(self, *, careful: bool) -> str:
        """Return the generated source of the loop."""
        return floats.loop_source(
            self._graph,
            carried=self._carried,
            following=self._following,
            fixed=self._fixed,
            varying=self._varying,
            dimension=self.dimension,
            careful=careful,
        )

    def _build(self, *, careful: bool) -> Callable[..., Any]:
        return floats.build(self.source(careful=careful), careful=careful)

    def run(
        self,
        point: Sequence[float],
        memory: Memory,
        knobs: Mapping[str, float],
        rates: Sequence[float],
        draws: Sequence[Sequence[float]] = (),
    ) -> tuple[list[list[float]], Memory]:
        """Return the new points, one list a coordinate, and the state after the last of them.

        `draws` holds a list per axis where the source draws. One step is made per learning rate. The last point may
        lie outside the bound or be non-finite: then the walk ends there, however many rates are left.
        """
        columns: list[list[float]] = [[] for _ in range(self.dimension)]
        appends = [column.append for column in columns]
        values = [*point, *unpack(memory)]
        fixed = [knobs[name] for name in self.knobs]
        steps = list(zip(rates, *draws, strict=True)) if draws else rates
        with np.errstate(all="ignore"):
            raised, *values = self.loop(*values, *fixed, steps, *appends)
            if raised:  # the raising step was not made: go on from it, carefully
                later = steps[len(columns[0]) :]
                _, *values = self._careful_loop(*values, *fixed, later, *appends)
        return columns, pack(self.shared, values[self.dimension :], self.dimension)


def shared_leaves(optimizer: Optimizer) -> tuple[bool, ...]:
    """Return, for every leaf of an optimizer's state, whether all coordinates share it."""
    rule = optimizer.make(**{knob.name: knob.default for knob in optimizer.knobs})
    return tuple(not isinstance(leaf, np.ndarray) for leaf in rule.init(np.zeros(1)))


def initial_memory(optimizer: Optimizer, dimension: int) -> Memory:
    """Return the state before the first step, leaf by leaf."""
    rule = optimizer.make(**{knob.name: knob.default for knob in optimizer.knobs})
    return tuple(
        tuple(leaf.tolist()) if isinstance(leaf, np.ndarray) else float(leaf)
        for leaf in rule.init(np.zeros(dimension))
    )


def unpack(memory: Memory) -> list[float]:
    """Return the numbers of a state one after the other."""
    numbers: list[float] = []
    for leaf in memory:
        if isinstance(leaf, tuple):
            numbers.extend(leaf)
        else:
            numbers.append(leaf)
    return numbers


def pack(shared: Sequence[bool], numbers: Sequence[float], dimension: int) -> Memory:
    """Return the state that `unpack` took apart."""
    remaining = iter(numbers)
    return tuple(
        next(remaining) if alone else tuple(itertools.islice(remaining, dimension)) for alone in shared
    )


def _flatten(shared: Sequence[bool], states: list[tuple[Node, ...]]) -> list[Node]:
    nodes: list[Node] = []
    for leaf, alone in enumerate(shared):
        nodes.extend([states[0][leaf]] if alone else [state[leaf] for state in states])
    return nodes


@functools.lru_cache(maxsize=CACHE)
def program(
    formula: Formula, optimizer_name: str, source_name: str = "analytic", *, clips: bool = False
) -> Program:
    """Return the program of an optimizer on a formula with a gradient source."""
    return Program(formula, OPTIMIZERS[optimizer_name], GRADIENTS[source_name], clips=clips)
