"""What the optimizers' tests share."""

import pytest

from engine.optimizers import OPTIMIZERS, Optimizer


@pytest.fixture(params=OPTIMIZERS.values(), ids=OPTIMIZERS.keys())
def optimizer(request: pytest.FixtureRequest) -> Optimizer:
    """Each optimizer of the list."""
    return request.param
