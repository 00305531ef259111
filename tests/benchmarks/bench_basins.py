"""1024² starts × 200 steps of gradient descent, on one core: ours, naive NumPy, torch, JAX and numba.

The steps alone: the engine's loop on its blocks, beside the others' steps. The whole map: every step watched
for runs that leave and for those that rest, every run judged by the one rule, every minimum found and named.
Beside it stand the least of a map in naive NumPy and in torch (when each start comes to rest, and which known
minimum is nearest to its end) and, as the measure of what judging costs, the others' steps alone. torch's is eager,
with autograd. JAX and numba take part where they are installed, without compiling being counted.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np
from process import one_core
from race import Row, bound_row, race, ratio_row, seconds_of

from engine import Descent, choose, named_surface
from engine.formula.block_running import Running, run
from engine.formula.room import Room
from engine.outcome import GRADIENT_TOLERANCE
from engine.program import unpack
from engine.sweeps.basins import basins
from engine.sweeps.grid_cells import centres, points_of

SIDE = 1024
STEPS = 200
BLOCK = 16_384
RATES = {"himmelblau": 0.01, "rastrigin": 0.002, "ackley": 0.01}
ROUNDS = 2
WANTED: Mapping[str, float] = {"naive NumPy": 3, "torch eager": 8}  # of their steps as of their maps
STEPS_ALONE, WHOLE_MAP, RETIRING = (
    "the steps alone",
    "the whole map",
    "the whole map, settled runs left alone",
)
NUMPY_MAP, TORCH_MAP = "naive NumPy, a map", "torch eager, a map"
HAS_TORCH = find_spec("torch") is not None
Loss = Callable[[Any, Any, Any], Any]


def rows() -> list[Row]:
    with one_core():
        return [row for name, rate in RATES.items() for row in _rows(name, rate)]


def _rows(name: str, rate: float) -> list[Row]:
    surface = named_surface(name)
    descent = Descent(surface, surface.record.start, choose("gradient_descent", learning_rate=rate), STEPS)
    starts = points_of(centres(surface.window, (SIDE, SIDE)))

    def ours(*, retire: bool) -> Callable[[], object]:
        return lambda: basins(descent, surface.window, (SIDE, SIDE), retire=retire)

    peers: dict[str, Callable[[], object]] = {
        "naive NumPy": lambda: numpy_whole(name, rate, starts),
        **({"torch eager": lambda: torch_steps(name, rate, starts, lambda *_: None)} if HAS_TORCH else {}),
        **jax_entrants(name, rate, starts),
        **numba_entrants(name, rate, starts),
    }
    maps: dict[str, Callable[[], object]] = {
        NUMPY_MAP: lambda: numpy_map(name, rate, starts),
        **({TORCH_MAP: lambda: torch_map(name, rate, starts)} if HAS_TORCH else {}),
    }
    actions = {
        STEPS_ALONE: lambda: steps_alone(descent, starts),
        WHOLE_MAP: ours(retire=False),
        RETIRING: ours(retire=True),
    }
    times = race({key: timed(action) for key, action in (actions | maps | peers).items()}, rounds=ROUNDS)
    made = SIDE * SIDE * STEPS / 1e6
    found = []
    for own in (STEPS_ALONE, WHOLE_MAP, RETIRING):
        what = f"{SIDE}² starts × {STEPS} steps, {name}, {own}"
        found.append(bound_row(what, ours=times[own], unit="s"))
        found += [
            ratio_row(
                what,
                ours=made / times[own],
                peer=made / times[peer],
                peer_name=peer,
                unit="M steps/s",
                at_least=None if own == RETIRING else WANTED.get(peer.removesuffix(", a map")),
            )
            for peer in (peers if own == STEPS_ALONE else maps | peers)
        ]
    return found


def steps_alone(descent: Descent, starts: Any) -> None:
    """The engine's steps on its blocks, without a look at what becomes of a run."""
    loop, room = descent.program.block_loop, Room()
    settings = [np.array(descent.settings[knob]) for knob in descent.program.knobs]
    pace = [np.array(descent.learning_rate(0))]
    for first in range(0, len(starts), BLOCK):
        block = np.ascontiguousarray(starts[first : first + BLOCK].T)
        memory = [np.array(leaf) for leaf in unpack(descent.program.initial())]
        running = Running(loop, [*block, *memory], settings, pace, watches=False, room=room)
        for _ in range(STEPS):
            calls = running.calls(running.elsewhere(None))
            run(calls.body)
            run(calls.rest)
            running.now = calls.after
        assert np.isfinite(running.carried[0]).any()


def timed(action: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds_of(action, at_least=0.0001)


def himmelblau_step(x: Any, y: Any, rate: float) -> tuple[Any, Any]:
    a, b = x**2 + y - 11, x + y**2 - 7
    return x - rate * (4 * x * a + 2 * b), y - rate * (2 * a + 4 * y * b)


def rastrigin_step(x: Any, y: Any, rate: float, m: Any = np) -> tuple[Any, Any]:
    turn = 2 * np.pi
    return (
        x - rate * (2 * x + 10 * turn * m.sin(turn * x)),
        y - rate * (2 * y + 10 * turn * m.sin(turn * y)),
    )


def ackley_step(x: Any, y: Any, rate: float, m: Any = np) -> tuple[Any, Any]:
    turn = 2 * np.pi
    away = m.sqrt((x**2 + y**2) / 2)
    pull = 2 * m.exp(-0.2 * away) / away
    waves = np.pi * m.exp((m.cos(turn * x) + m.cos(turn * y)) / 2)
    return (
        x - rate * (pull * x + waves * m.sin(turn * x)),
        y - rate * (pull * y + waves * m.sin(turn * y)),
    )


def stepper(name: str, m: Any = np) -> Callable[[Any, Any, float], tuple[Any, Any]]:
    """The step of gradient descent with the gradient written by hand, in the functions of a library."""
    if name == "himmelblau":
        return himmelblau_step
    by_hand = {"rastrigin": rastrigin_step, "ackley": ackley_step}[name]
    return lambda x, y, rate: by_hand(x, y, rate, m)


LOSSES: Mapping[str, Loss] = {
    "himmelblau": lambda x, y, m: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "rastrigin": lambda x, y, m: 20 + x**2 + y**2 - 10 * m.cos(2 * np.pi * x) - 10 * m.cos(2 * np.pi * y),
    "ackley": lambda x, y, m: (
        -20 * m.exp(-0.2 * m.sqrt((x**2 + y**2) / 2))
        - m.exp((m.cos(2 * np.pi * x) + m.cos(2 * np.pi * y)) / 2)
    ),
}


def numpy_whole(name: str, rate: float, starts: Any) -> None:
    """What a person writes first: the gradient by hand, whole arrays."""
    step = stepper(name)
    x, y = starts[:, 0].copy(), starts[:, 1].copy()
    for _ in range(STEPS):
        x, y = step(x, y, rate)
    assert np.isfinite(x).any()


def numpy_map(name: str, rate: float, starts: Any) -> None:
    """The same, with the last step at which each start moves, and the known minimum that its end is nearest to."""
    step = stepper(name)
    x, y = starts[:, 0].copy(), starts[:, 1].copy()
    last = np.full(len(x), -1)
    for number in range(STEPS):
        following, beside = step(x, y, rate)
        last[np.hypot(following - x, beside - y) > rate * GRADIENT_TOLERANCE] = number
        x, y = following, beside
    minima = known_minima(name)
    nearest = np.hypot(x[:, None] - minima[:, 0], y[:, None] - minima[:, 1]).argmin(axis=1)
    assert len(nearest) == len(last)


def known_minima(name: str) -> Any:
    return np.array([point.at for point in named_surface(name).record.points if point.kind == "minimum"])


def torch_steps(name: str, rate: float, starts: Any, note: Callable[[int, Any], None]) -> tuple[Any, Any]:
    """The ends of steps with the slopes of autograd, each told to `note`."""
    import torch

    torch.set_num_threads(1)
    x = torch.tensor(starts[:, 0], dtype=torch.float64, requires_grad=True)
    y = torch.tensor(starts[:, 1], dtype=torch.float64, requires_grad=True)
    for number in range(STEPS):
        slopes = torch.autograd.grad(LOSSES[name](x, y, torch).sum(), (x, y))
        with torch.no_grad():
            note(number, slopes)
            x -= rate * slopes[0]
            y -= rate * slopes[1]
    return x.detach(), y.detach()


def torch_map(name: str, rate: float, starts: Any) -> None:
    """The same map as `numpy_map`, in torch."""
    import torch

    last = torch.full((len(starts),), -1)

    def note(number: int, slopes: Any) -> None:
        last[torch.hypot(*slopes) > GRADIENT_TOLERANCE] = number

    x, y = torch_steps(name, rate, starts, note)
    minima = torch.tensor(known_minima(name))
    nearest = torch.hypot(x[:, None] - minima[:, 0], y[:, None] - minima[:, 1]).argmin(dim=1)
    assert len(nearest) == len(last)


def jax_entrants(name: str, rate: float, starts: Any) -> dict[str, Callable[[], object]]:
    try:
        import jax
    except ImportError:
        return {}
    jax.config.update("jax_enable_x64", True)
    step = stepper(name, jax.numpy)

    def walk(points: Any) -> Any:
        return jax.lax.fori_loop(0, STEPS, lambda _, now: step(*now, rate), points)

    whole = jax.jit(walk)
    blocks = jax.jit(lambda points: jax.lax.map(walk, points))
    x, y = (jax.numpy.asarray(starts[:, axis]) for axis in (0, 1))
    parted = tuple(column.reshape(-1, BLOCK) for column in (x, y))
    return {
        "JAX, whole": lambda: jax.block_until_ready(whole((x, y))),
        "JAX, in blocks": lambda: jax.block_until_ready(blocks(parted)),
    }


def numba_entrants(name: str, rate: float, starts: Any) -> dict[str, Callable[[], object]]:
    try:
        import numba
    except ImportError:
        return {}
    by_hand = {"himmelblau": himmelblau_step, "rastrigin": rastrigin_numba, "ackley": ackley_numba}[name]
    step = numba.njit(fastmath=True)(by_hand)

    @numba.njit(fastmath=True)
    def walk(x: Any, y: Any) -> None:
        for first in range(0, len(x), 1024):
            for _ in range(STEPS):
                for k in range(first, min(first + 1024, len(x))):
                    x[k], y[k] = step(x[k], y[k], rate)

    return {"numba, in blocks": lambda: walk(starts[:, 0].copy(), starts[:, 1].copy())}


def rastrigin_numba(x: float, y: float, rate: float) -> tuple[float, float]:
    turn = 2 * np.pi
    return (
        x - rate * (2 * x + 10 * turn * np.sin(turn * x)),
        y - rate * (2 * y + 10 * turn * np.sin(turn * y)),
    )


def ackley_numba(x: float, y: float, rate: float) -> tuple[float, float]:
    turn = 2 * np.pi
    away = np.sqrt((x**2 + y**2) / 2)
    pull = 2 * np.exp(-0.2 * away) / away
    waves = np.pi * np.exp((np.cos(turn * x) + np.cos(turn * y)) / 2)
    return (
        x - rate * (pull * x + waves * np.sin(turn * x)),
        y - rate * (pull * y + waves * np.sin(turn * y)),
    )
