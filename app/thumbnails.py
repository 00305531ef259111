"""Thumbnails as paths: the catalog's digits drawn on the server, coloured by the page's styles."""

from collections.abc import Iterator
from itertools import groupby
from math import isqrt
from typing import Any, Final

from app.pages import SHADES, thumbnail

NODES: Final = 64  # along one side of a drawing
SIDE: Final = 32  # of the drawing of a curve
MARGIN: Final = 4  # above and below a curve


def drawing(name: str) -> dict[str, Any]:
    """Return a thumbnail as SVG paths: one for each shade of a map, or the one line of a curve."""
    digits = thumbnail(name, NODES)
    if " " in digits:
        return {"side": SIDE, "shades": [], "curve": _curve(digits.split(" "))}
    side = isqrt(len(digits))
    rows = [digits[first : first + side] for first in range(0, len(digits), side)]
    return {"side": side, "shades": [_shade(rows, str(shade)) for shade in range(SHADES)], "curve": ""}


def _shade(rows: list[str], digit: str) -> str:
    """Return the squares of one shade, neighbours in a row as one piece."""
    return "".join(
        f"M{first} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for first, length in _runs(row, digit)
    )


def _runs(row: str, digit: str) -> Iterator[tuple[int, int]]:
    first = 0
    for found, group in groupby(row):
        length = len(list(group))
        if found == digit:
            yield first, length
        first += length


def _curve(heights: list[str]) -> str:
    """Return the line through the heights, broken where there is no value."""
    line, pen = "", "M"
    for index, height in enumerate(heights):
        if height == "--":
            pen = "M"
            continue
        x = index / (len(heights) - 1) * SIDE
        y = SIDE - MARGIN - int(height) / 99 * (SIDE - 2 * MARGIN)
        line, pen = f"{line}{pen}{x:.1f} {y:.1f}", "L"
    return line
