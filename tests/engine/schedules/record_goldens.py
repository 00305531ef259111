"""Record the learning rates of torch.optim.lr_scheduler that the schedules are held to.

    python -m venv /tmp/torch && /tmp/torch/bin/pip install torch==2.13.0 numpy
    /tmp/torch/bin/python tests/engine/schedules/record_goldens.py

writes goldens.json. Nothing else needs torch. CosineAnnealingLR climbs again after T_max and LinearLR stays; ours both
stay, so the cosine is recorded as far as T_max.
"""

import json
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler

RATE = 0.3
GOLDENS = Path(__file__).parent / "goldens.json"
# name, our knobs, how many rates, torch's class and its settings
CASES = (
    ("step", {"every": 4, "factor": 0.5}, 12, "StepLR", {"step_size": 4, "gamma": 0.5}),
    ("exponential", {"factor": 0.9}, 40, "ExponentialLR", {"gamma": 0.9}),
    ("cosine", {"length": 30, "lowest": 0.1}, 31, "CosineAnnealingLR", {"T_max": 30, "eta_min": 0.03}),
    ("warm_up", {"length": 5, "lowest": 0.1}, 8, "LinearLR", {"start_factor": 0.1, "total_iters": 5}),
    (
        "triangular",
        {"half_period": 4, "lowest": 0.2},
        40,
        "CyclicLR",
        {"base_lr": 0.06, "max_lr": RATE, "step_size_up": 4, "cycle_momentum": False},
    ),
    (
        "one_cycle",
        {"length": 20, "peak_at": 0.3, "start_share": 0.04, "end_share": 4e-6},
        20,
        "OneCycleLR",
        {"max_lr": RATE, "total_steps": 20, "cycle_momentum": False},
    ),
)


def rates(scheduler: str, settings: dict[str, float], count: int) -> list[float]:
    """Return the learning rate of every step."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    schedule = getattr(lr_scheduler, scheduler)(optimizer, **settings)
    found = []
    for _ in range(count):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    recorded = {
        name: {"learning_rate": RATE, "knobs": knobs, "rates": rates(scheduler, settings, count)}
        for name, knobs, count, scheduler, settings in CASES
    }
    lines = [f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in sorted(recorded.items())]
    GOLDENS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
