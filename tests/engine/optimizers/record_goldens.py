"""Record the trajectories of torch.optim that the optimizers are held to.

    python -m venv /tmp/torch && /tmp/torch/bin/pip install torch==2.13.0 numpy
    /tmp/torch/bin/python tests/engine/optimizers/record_goldens.py [name ...]

writes goldens/<optimizer>.json for the names given, or for all. Nothing else needs torch. A new optimizer
needs a line in OPTIMIZERS and one in KNOBS.

Each optimizer walks six smooth surfaces: on three of them with torch's own defaults, on the other three with
knobs that give a misplaced one away, an epsilon large enough to be seen where it stands and short memories.
The learning rates keep every walk away from chaos, where two correct programs would part.
"""

import json
import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

STEPS = 200
DECIMALS = 12
GOLDENS = Path(__file__).parent / "goldens"
TURN = math.radians(30.0)


class Hill(NamedTuple):
    """A surface, written for torch, and where the walk starts."""

    loss: Callable[[Tensor, Tensor], Tensor]
    start: tuple[float, float]
    constants: Mapping[str, float] = {}


def quadratic(x: Tensor, y: Tensor) -> Tensor:
    along = x * math.cos(TURN) + y * math.sin(TURN)
    across = y * math.cos(TURN) - x * math.sin(TURN)
    return 0.5 * (along**2 + 20 * across**2)


def beale(x: Tensor, y: Tensor) -> Tensor:
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def styblinski_tang(x: Tensor, y: Tensor) -> Tensor:
    return 0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y)


PLAIN = {
    "himmelblau": Hill(lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, (-1.0, 1.0)),
    "rosenbrock": Hill(lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, (-1.2, 1.0)),
    "beale": Hill(beale, (1.0, 1.5)),
}
TELLING = {
    "quadratic": Hill(quadratic, (-4.0, 2.0), {"condition_number": 20.0, "rotation": 30.0}),
    "three_hump_camel": Hill(lambda x, y: 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2, (1.5, -1.5)),
    "styblinski_tang": Hill(styblinski_tang, (1.0, -1.5)),
}

OPTIMIZERS: dict[str, Callable[..., Any]] = {
    "gradient_descent": lambda p, lr: torch.optim.SGD(p, lr),
    "momentum": lambda p, lr, momentum, dampening: torch.optim.SGD(p, lr, momentum, dampening),
    "nesterov": lambda p, lr, momentum: torch.optim.SGD(p, lr, momentum, nesterov=True),
    "adagrad": lambda p, lr, epsilon: torch.optim.Adagrad(p, lr, eps=epsilon),
    "rmsprop": lambda p, lr, decay, epsilon: torch.optim.RMSprop(p, lr, decay, epsilon),
    "adadelta": lambda p, lr, decay, epsilon: torch.optim.Adadelta(p, lr, decay, epsilon),
    "adam": lambda p, lr, beta1, beta2, epsilon: torch.optim.Adam(p, lr, (beta1, beta2), epsilon),
    "adamax": lambda p, lr, beta1, beta2, epsilon: torch.optim.Adamax(p, lr, (beta1, beta2), epsilon),
    "nadam": lambda p, lr, beta1, beta2, epsilon: torch.optim.NAdam(p, lr, (beta1, beta2), epsilon),
    "amsgrad": lambda p, lr, beta1, beta2, epsilon: torch.optim.Adam(
        p, lr, (beta1, beta2), epsilon, amsgrad=True
    ),
    "adamw": lambda p, lr, beta1, beta2, epsilon, weight_decay: torch.optim.AdamW(
        p, lr, (beta1, beta2), epsilon, weight_decay
    ),
}

BETAS = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
SHORT = {"beta1": 0.7, "beta2": 0.95, "epsilon": 0.5}

# the learning rate on the plain surfaces and on the telling ones, and the other knobs on each
KNOBS: dict[str, tuple[float, float, dict[str, float], dict[str, float]]] = {
    "gradient_descent": (0.001, 0.01, {}, {}),
    "momentum": (0.0002, 0.01, {"momentum": 0.9, "dampening": 0.0}, {"momentum": 0.8, "dampening": 0.4}),
    "nesterov": (0.0002, 0.01, {"momentum": 0.9}, {"momentum": 0.6}),
    "adagrad": (0.2, 0.5, {"epsilon": 1e-10}, {"epsilon": 0.1}),
    "rmsprop": (0.01, 0.005, {"decay": 0.99, "epsilon": 1e-8}, {"decay": 0.9, "epsilon": 0.1}),
    "adadelta": (1.0, 0.2, {"decay": 0.9, "epsilon": 1e-6}, {"decay": 0.95, "epsilon": 1e-3}),
    "adam": (0.02, 0.05, BETAS, SHORT),
    "adamax": (0.02, 0.05, BETAS, SHORT),
    "nadam": (0.02, 0.05, BETAS, SHORT),
    "amsgrad": (0.02, 0.05, BETAS, SHORT),
    "adamw": (0.02, 0.05, {**BETAS, "weight_decay": 0.01}, {**SHORT, "weight_decay": 0.2}),
}


def walk(name: str, hill: Hill, learning_rate: float, knobs: Mapping[str, float]) -> list[list[float]]:
    """Return the start and the points after it."""
    point = torch.tensor(hill.start, requires_grad=True)
    optimizer = OPTIMIZERS[name]([point], learning_rate, **knobs)
    points = [point.tolist()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        hill.loss(point[0], point[1]).backward()
        optimizer.step()
        points.append(point.tolist())
    return points


def record(name: str) -> str:
    """Return the golden file of one optimizer: JSON, one run a line."""
    plain_rate, telling_rate, plain, telling = KNOBS[name]
    lines = []
    for hills, rate, knobs in ((PLAIN, plain_rate, plain), (TELLING, telling_rate, telling)):
        for surface, hill in hills.items():
            points = [[round(value, DECIMALS) for value in at] for at in walk(name, hill, rate, knobs)]
            run = {
                "surface": surface,
                "constants": hill.constants,
                "knobs": {"learning_rate": rate, **knobs},
                "points": points,
            }
            lines.append(json.dumps(run, separators=(",", ":"), allow_nan=False))
    runs = ",\n".join(lines)
    return f'{{"optimizer": "{name}", "torch": "{torch.__version__}", "runs": [\n{runs}\n]}}\n'


def main(names: list[str]) -> None:
    # not only the points: NAdam keeps its product of momenta in the default type
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    for name in names or list(OPTIMIZERS):
        (GOLDENS / f"{name}.json").write_text(record(name), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
