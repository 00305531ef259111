"""Running averages: the one memory that nearly every optimizer has."""

from engine.optimizers.record import Numeric


def running_average(previous: Numeric, value: Numeric, decay: Numeric) -> Numeric:
    """Return decay × previous + (1 − decay) × value."""
    return decay * previous + (1.0 - decay) * value
