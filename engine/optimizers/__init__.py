"""First-order optimizers: rules that need the gradient and nothing else.

An optimizer is one file here that ends in its record, OPTIMIZER, and its name in the list below.
"""

from collections.abc import Mapping
from importlib import import_module

from engine.optimizers.record import Known, Numeric, Optimizer, Rule, Step, Term, TermText

__all__ = ["OPTIMIZERS", "Known", "Numeric", "Optimizer", "Rule", "Step", "Term", "TermText"]

_NAMES = (
    "gradient_descent",
    "momentum",
    "nesterov",
    "adagrad",
    "rmsprop",
    "adadelta",
    "adam",
    "adamax",
    "nadam",
    "amsgrad",
    "adamw",
)


def _record(name: str) -> Optimizer:
    record = import_module(f"{__name__}.{name}").OPTIMIZER
    assert isinstance(record, Optimizer)
    return record


OPTIMIZERS: Mapping[str, Optimizer] = {name: _record(name) for name in _NAMES}
