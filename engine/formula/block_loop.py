"""The executor for many runs: a graph's step made over and over on arrays, in place.

It is to `floats.loop_source` what `blocks.Program` is to `floats.function_source`: the same nodes, the same bits.
Every value is an array with one entry a run, or one number that all runs share (a 0-d array), as its inputs have it.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.formula.block_plan import Outline, Plan, Planner
from engine.formula.graph import Graph, Node

_LEAVES: Final = frozenset({"constant", "input"})


class BlockLoop:
    """A loop that replaces the carried values by the following ones.

    `fixed` inputs keep their values, `varying` ones are set anew before every step. `loss` and `slopes` are measured
    where a step begins; the gradient is `scale`, a power of two, times the slopes.
    """

    def __init__(
        self,
        graph: Graph,
        *,
        carried: Sequence[Node],
        following: Sequence[Node],
        fixed: Sequence[Node],
        varying: Sequence[Node],
        loss: Node,
        slopes: Sequence[Node],
        scale: float = 1.0,
    ) -> None:
        self.graph, self.scale, self.loss = graph, scale, loss.index
        self.carried, self.following, self.fixed, self.varying, self.slopes = (
            [node.index for node in nodes] for nodes in (carried, following, fixed, varying, slopes)
        )
        self.constants = {index: np.array(number) for index, number in graph.constants.items()}
        changing = {*self.carried, *self.varying}
        self.before: list[int] = []
        self._inside: list[int] = []
        for index in graph.order([loss, *slopes, *following]):
            if graph.operations[index] in _LEAVES:
                continue
            depends = any(argument in changing for argument in graph.arguments[index])
            if depends:
                changing.add(index)
            (self._inside if depends else self.before).append(index)
        self._for_loss = set(graph.order([loss]))
        self._for_slopes = set(graph.order(slopes))
        self._for_next = set(graph.order(following))
        self._plans: dict[tuple[frozenset[int], bool, bool], Plan] = {}

    def wide(self, inputs: Sequence[int]) -> frozenset[int]:
        """Return the nodes that have one entry a run where these inputs have; carried values widen as they must."""
        wide = set(inputs)
        while True:
            for index in (*self.before, *self._inside):
                if any(argument in wide for argument in self.graph.arguments[index]):
                    wide.add(index)
            more = {
                own for own, after in zip(self.carried, self.following, strict=True) if after in wide
            } - wide
            if not more:
                return frozenset(wide)
            wide |= more

    def plan(self, wide: frozenset[int], *, watches: bool, keeps: bool) -> Plan:
        """Return the plan of a step that computes the loss or not, and keeps the slopes to its end or not."""
        key = wide, watches, keeps
        if key not in self._plans:
            head = [index for index in self._inside if watches and index in self._for_loss]
            body = [index for index in self._inside if index in self._for_slopes and index not in head]
            done = {*head, *body}
            rest = [index for index in self._inside if index in self._for_next and index not in done]
            outline = Outline(
                self.graph,
                head,
                body,
                rest,
                self.carried,
                self.following,
                self.loss,
                self.slopes,
                wide,
                keeps,
            )
            self._plans[key] = Planner(outline).made()
        return self._plans[key]
