"""Every surface and every known point of the catalog, one test case each."""

from collections.abc import Callable, Mapping

import pytest

from engine.surfaces import SURFACES, KnownPoint

# The argument of a test, and which known points it gets, each as a pair (record, point).
POINTS: Mapping[str, Callable[[KnownPoint], bool]] = {
    "known": lambda point: True,
    "unflagged": lambda point: not point.flags,
    "inner": lambda point: "edge" not in point.flags,
    "off_origin": lambda point: any(point.at),
    "kink": lambda point: "kink" in point.flags,
    "edge": lambda point: "edge" in point.flags,
    "degenerate": lambda point: "degenerate" in point.flags,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "record" in metafunc.fixturenames:
        metafunc.parametrize("record", SURFACES.values(), ids=SURFACES)
    for argument in POINTS.keys() & set(metafunc.fixturenames):
        cases = {
            f"{record.name}-{number}-{point.kind}": (record, point)
            for record in SURFACES.values()
            for number, point in enumerate(record.points)
            if POINTS[argument](point)
        }
        metafunc.parametrize(argument, cases.values(), ids=cases)
