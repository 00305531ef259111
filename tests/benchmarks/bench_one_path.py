"""One path: gradient descent on himmelblau, by the public engine, by torch and by the bare loop."""

from collections.abc import Callable

from race import Row, race, ratio_row, seconds_of

from engine import Descent, choose, descend, named_surface

STEPS = 10_000
START = (-1.0, 1.0)
LEARNING_RATE = 0.01
ROUNDS = 7
TORCH = "torch.optim.SGD, autograd"


def rows() -> list[Row]:
    descent = Descent(
        surface=named_surface("himmelblau"),
        start=START,
        optimizer=choose("gradient_descent", learning_rate=LEARNING_RATE),
        steps=STEPS,
    )
    rates = [LEARNING_RATE] * STEPS

    def engine() -> None:
        assert len(descend(descent).losses) == STEPS + 1

    def generated_loop() -> None:
        xs: list[float] = []
        ys: list[float] = []
        descent.program.loop(*START, rates, xs.append, ys.append)
        assert len(ys) == STEPS

    entrants = {"engine": engine, "generated loop": generated_loop, "loop by hand": loop_by_hand}
    try:
        entrants |= {TORCH: torch_path(keep=True), "the same, nothing kept": torch_path(keep=False)}
    except ImportError:
        print("torch is not installed: its rows are missing")
    timed = {name: lambda run=run: STEPS / seconds_of(run) for name, run in entrants.items()}
    speeds = race(timed, rounds=ROUNDS)
    ours = speeds.pop("engine")
    targets = {TORCH: 300, "generated loop": 0.8}
    what = f"one path, himmelblau, {STEPS:,} steps"
    return [
        ratio_row(what, ours=ours, peer=speed, peer_name=peer, unit="steps/s", at_least=targets.get(peer))
        for peer, speed in speeds.items()
    ]


def loop_by_hand() -> None:
    """What a careful person would write, the path kept and nothing else."""
    x, y = START
    xs, ys = [], []
    for _ in range(STEPS):
        a = x * x + y - 11
        b = x + y * y - 7
        x, y = x - LEARNING_RATE * (4 * x * a + 2 * b), y - LEARNING_RATE * (2 * a + 4 * y * b)
        xs.append(x)
        ys.append(y)


def torch_path(*, keep: bool) -> Callable[[], None]:
    """The loop of every tutorial; it may keep what the engine's run holds: points, losses, gradient norms."""
    import torch

    torch.set_num_threads(1)

    def descend_with_torch() -> None:
        points, losses, norms = [], [], []
        point = torch.tensor(START, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([point], lr=LEARNING_RATE)
        for _ in range(STEPS):
            optimizer.zero_grad()
            x, y = point
            loss = (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2
            loss.backward()
            if keep:
                points.append(point.tolist())
                losses.append(loss.item())
                norms.append(point.grad.norm().item())
            optimizer.step()

    return descend_with_torch
