"""The executor for many points: NumPy in place over blocks of points that fit the cache."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from engine.formula.elementary import UNARY
from engine.formula.graph import Graph, Node
from engine.types import Array

BLOCK: Final = 16_384  # points: two coordinates and a few temporaries stay in the second-level cache
Operand = Any  # an array of the block's length, or a float
Instruction = tuple[Callable[..., Any], tuple[int, ...], int]


def _quotient(a: Operand, b: Operand, out: Array) -> None:
    flat = np.equal(b, 0)
    if not flat.any():
        np.divide(a, b, out=out)
        return
    flat = np.equal(a, 0) & flat
    np.divide(a, b, out=out)
    np.copyto(out, 0.0, where=flat)


def _pick_ge(a: Operand, b: Operand, taken: Operand, other: Operand, out: Array) -> None:
    out[...] = np.where(np.greater_equal(a, b) | np.not_equal(a, a), taken, other)


def _pick_le(a: Operand, b: Operand, taken: Operand, other: Operand, out: Array) -> None:
    out[...] = np.where(np.less_equal(a, b) | np.not_equal(a, a), taken, other)


# Each takes its operands and, last, the array for its result.
FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    **{name: reference for name, (reference, _) in UNARY.items()},
    "abs": np.absolute,
    "floor": np.floor,
    "sign": np.sign,
    "pow": np.power,
    "hypot": np.hypot,
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "neg": np.negative,
    "quotient": _quotient,
    "pick_ge": _pick_ge,
    "pick_le": _pick_le,
}


class Program:
    """The outputs of a graph as a list of array operations on numbered slots, slots reused once they are free."""

    def __init__(self, graph: Graph, inputs: Sequence[Node], outputs: Sequence[Node]) -> None:
        self.slots: list[Operand] = []
        self._places: dict[int, int] = {}
        self._instructions: list[Instruction] = []
        self._inputs = [self._place(node.index) for node in inputs]
        order = graph.order(outputs)
        last_use = {argument: index for index in order for argument in graph.arguments[index]}
        kept = {node.index for node in (*inputs, *outputs)}
        free: list[int] = []
        for index in order:
            if index in graph.constants:
                self._place(index, graph.constants[index])
                continue
            if graph.operations[index] == "input":
                continue
            arguments = tuple(self._places[argument] for argument in graph.arguments[index])
            slot = free.pop() if free else self._place(index)
            self._places[index] = slot
            self._instructions.append((FUNCTIONS[graph.operations[index]], arguments, slot))
            for argument in set(graph.arguments[index]):
                if last_use[argument] == index and argument not in kept and argument not in graph.constants:
                    free.append(self._places[argument])
        self._buffers = sorted({slot for _, _, slot in self._instructions})
        self._outputs = [self._places[node.index] for node in outputs]
        # an output that an instruction computes goes straight into its result; other ones are copied there
        self._direct = {slot: k for k, slot in enumerate(self._outputs) if slot in self._buffers}

    def _place(self, index: int, value: Operand = None) -> int:
        self._places[index] = len(self.slots)
        self.slots.append(value)
        return self._places[index]

    def run(self, columns: Sequence[Array], *, block: int = BLOCK) -> list[Array]:
        """Return each output at points given as one contiguous array (points,) per input."""
        count = len(columns[0])
        results = [np.empty(count) for _ in self._outputs]
        slots = list(self.slots)
        length = min(block, count)
        workspace = {slot: np.empty(length) for slot in self._buffers if slot not in self._direct}
        with np.errstate(all="ignore"):
            for start in range(0, count, block):
                stop = min(start + block, count)
                for place, column in zip(self._inputs, columns, strict=True):
                    slots[place] = column[start:stop]
                for slot, buffer in workspace.items():
                    slots[slot] = buffer[: stop - start]
                for slot, k in self._direct.items():
                    slots[slot] = results[k][start:stop]
                for function, arguments, slot in self._instructions:
                    function(*[slots[argument] for argument in arguments], out=slots[slot])
                for k, slot in enumerate(self._outputs):
                    if self._direct.get(slot) != k:
                        results[k][start:stop] = slots[slot]
        return results
