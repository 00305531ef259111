"""The formulas are the published functions: values that the literature states, or that follow by hand."""

from math import cos, e, exp, pi, sin, sqrt

import numpy as np
import pytest

from engine.surfaces import named_surface

# Published optima, to the digits in which they are usually printed.
PUBLISHED = [
    ("sphere", (0, 0), 0),
    ("rosenbrock", (1, 1), 0),
    ("rosenbrock", (-1.2, 1), 24.2),
    ("himmelblau", (3, 2), 0),
    ("himmelblau", (-0.270845, -0.923039), 181.617),
    ("beale", (3, 0.5), 0),
    ("booth", (1, 3), 0),
    ("matyas", (0, 0), 0),
    ("three_hump_camel", (0, 0), 0),
    ("six_hump_camel", (0.0898, -0.7126), -1.0316),
    ("six_hump_camel", (-0.0898, 0.7126), -1.0316),
    ("rastrigin", (0, 0), 0),
    ("ackley", (0, 0), 0),
    ("griewank", (0, 0), 0),
    ("styblinski_tang", (-2.903534, -2.903534), -39.16617 * 2),
    ("goldstein_price", (0, -1), 3),
    ("goldstein_price", (-0.6, -0.4), 30),
    ("goldstein_price", (1.8, 0.2), 84),
    ("goldstein_price", (1.2, 0.8), 840),
    ("levi_13", (1, 1), 0),
    ("mccormick", (-0.54719, -1.54719), -1.9133),
    ("easom", (pi, pi), -1),
    ("drop_wave", (0, 0), -1),
    ("eggholder", (512, 404.2319), -959.6407),
]

# Points away from the optimum, where every constant counts; worked out by hand.
BY_HAND = [
    ("sphere", (3, -4), 25),
    ("himmelblau", (0, 0), 170),
    ("himmelblau", (-1, 1), 130),
    ("beale", (0, 0), 1.5**2 + 2.25**2 + 2.625**2),
    ("beale", (1, 2), 2.5**2 + 5.25**2 + 9.625**2),
    ("booth", (0, 0), 74),
    ("matyas", (1, 1), 0.04),
    ("matyas", (1, 0), 0.26),
    ("three_hump_camel", (1, 2), 2 - 1.05 + 1 / 6 + 2 + 4),
    ("six_hump_camel", (1, 1), 4 - 2.1 + 1 / 3 + 1),
    ("rastrigin", (1, 0), 1),
    ("rastrigin", (0.5, 0.25), 20 + 0.25 + 10 + 0.0625),
    ("ackley", (1, 1), 20 - 20 * exp(-0.2)),
    ("ackley", (0.5, 0.5), 20 + e - 20 * exp(-0.1) - exp(-1)),
    ("griewank", (pi, 0), 2 + pi**2 / 4000),
    ("griewank", (0, pi * sqrt(2)), 2 + pi**2 / 2000),
    ("styblinski_tang", (1, 0), -5),
    ("goldstein_price", (0, 0), 20 * 30),
    ("levi_13", (0, 0), 2),
    ("levi_13", (0.5, 0.25), 1 + 0.25 * 1.5 + 0.5625 * 2),
    ("mccormick", (0, 0), 1),
    ("mccormick", (1, 0), sin(1) + 1 - 1.5 + 1),
    ("easom", (0, 0), -exp(-2 * pi**2)),
    ("drop_wave", (pi / 12, 0), 0),
    ("drop_wave", (3, 4), -(1 + cos(60)) / 14.5),
    ("saddle", (1, 2), -3),
    ("monkey_saddle", (2, 1), 2),
    ("eggholder", (0, 0), -47 * sin(sqrt(47))),
    ("eggholder", (100, 4), -51 * sin(sqrt(101)) - 100 * sin(7)),
    ("quadratic", (3, 2), (9 + 20 * 4) / 2),
    ("valley_straight", (2, 1), 52),
    ("valley_winding", (pi / 2, 0), pi**2 / 8 + 50),
]


@pytest.mark.parametrize(("name", "at", "loss"), PUBLISHED, ids=lambda value: str(value))
def test_optimum_is_the_published_one(name: str, at: tuple[float, float], loss: float) -> None:
    value = float(named_surface(name).value(np.array(at, dtype=float)))
    assert value == pytest.approx(loss, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize(("name", "at", "loss"), BY_HAND, ids=lambda value: str(value))
def test_value_away_from_the_optimum_is_right(name: str, at: tuple[float, float], loss: float) -> None:
    value = float(named_surface(name).value(np.array(at, dtype=float)))
    assert value == pytest.approx(loss, rel=1e-12, abs=1e-12)


HIMMELBLAU = [(3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]


@pytest.mark.parametrize("at", HIMMELBLAU)
def test_himmelblau_has_the_four_published_minima(at: tuple[float, float]) -> None:
    minima = [point.at for point in named_surface("himmelblau").points if point.kind == "minimum"]
    assert any(np.allclose(at, minimum, atol=1e-6, rtol=0) for minimum in minima)
    assert len(minima) == len(HIMMELBLAU)


def test_himmelblau_has_the_published_saddles() -> None:
    saddles = [point.at for point in named_surface("himmelblau").points if point.kind == "saddle"]
    published = [(3.385154, 0.073852), (0.086678, 2.884255), (-3.073026, -0.081353), (-0.127961, -1.953715)]
    assert np.allclose(sorted(saddles), sorted(published), atol=1e-6, rtol=0)
