"""The field of the way down: at every point of a grid, the direction of −∇L and how steep it is."""

import numpy as np

from engine.grid import axes
from engine.surfaces import Surface
from engine.surfaces.record import Window
from engine.types import Array


def nodes(window: Window, resolution: tuple[int, ...]) -> Array:
    """Return the points of a grid, shape (points, n), both ends of the window included; the first axis runs fastest."""
    grid = np.meshgrid(*axes(window, resolution), indexing="xy")
    return np.stack(grid, axis=-1).reshape(-1, len(window))


def way_down(surface: Surface, points: Array) -> tuple[Array, Array]:
    """Return unit vectors along −∇L, shape (points, n), and gradient norms, shape (points,).

    Both are NaN where the loss or its gradient is not finite, and a direction where the gradient is zero.
    """
    losses, gradients = surface.value_and_gradient(points)
    gradients = np.where(np.isfinite(losses)[:, None], gradients, np.nan)
    with np.errstate(all="ignore"):
        # scaled first, so that the square of a very small or large slope is not lost
        largest = np.abs(gradients).max(axis=-1, keepdims=True)
        scaled = gradients / largest
        lengths = np.sqrt(np.square(scaled).sum(axis=-1, keepdims=True))
        directions = np.where(np.isfinite(gradients).all(axis=-1, keepdims=True), -scaled / lengths, np.nan)
        norms = (largest * lengths)[:, 0]
    return directions, np.where((gradients == 0).all(axis=-1), 0.0, norms)
