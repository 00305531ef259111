"""Standard normal numbers keyed by (seed, start, step, axis), the same whatever else is drawn with them.

The words are those of SplitMix64 (Steele, Lea and Flood, 2014, doi:10.1145/2660193.2660195) read at any place:
word n of key k is mix(k + n·γ), so that nothing has to be drawn in order. The key mixes the seed and the bits of the
start's coordinates. Two words make two normals by Box and Muller, 1958, doi:10.1214/aoms/1177706645, one for each
axis, with NumPy's own logarithm, root, sine and cosine, the reference of both executors.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.types import Array

Words = NDArray[np.uint64]

LARGEST_SEED: Final = 2**53 - 1  # the largest whole number that every reader of JSON keeps
_GAMMA: Final = np.uint64(0x9E3779B97F4A7C15)
_MIXERS: Final = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST_SHIFT: Final = np.uint64(31)
_UNUSED_BITS: Final = np.uint64(11)  # of 64: a double holds 53
_UNIT: Final = 2.0**-53


def keys(seed: int, starts: Array) -> Words:
    """Return the key of each start, shape (runs,), from starts (runs, n)."""
    found = _mix(np.full(len(starts), seed, dtype=np.uint64) + _GAMMA)
    for column in (starts + 0.0).T:  # −0 becomes 0: the same start
        found = _mix(found ^ np.ascontiguousarray(column).view(np.uint64))
    return found


def normals(key: Words, steps: Words, dimension: int) -> Array:
    """Return standard normal numbers (n, k), one for each axis, of k keys or k steps (the other being one)."""
    first = np.uint64(2) * steps
    radii = np.sqrt(-2.0 * np.log(_uniform(key + (first + np.uint64(1)) * _GAMMA, lowest=1)))
    angles = 2.0 * math.pi * _uniform(key + (first + np.uint64(2)) * _GAMMA, lowest=0)
    return np.stack([radii * turn(angles) for turn in (np.cos, np.sin)[:dimension]])


def uniforms(seed: int, count: int, dimension: int) -> Array:
    """Return numbers from 0 to 1, evenly spread by chance, shape (count, n); the first ones do not depend on count."""
    key = _mix(np.full(1, seed, dtype=np.uint64) + _GAMMA)
    counters = key + np.arange(1, count * dimension + 1, dtype=np.uint64) * _GAMMA
    return _uniform(counters, lowest=0).reshape(count, dimension)


def _uniform(counters: Words, *, lowest: int) -> Array:
    """Return numbers from lowest·2⁻⁵³ on, of an interval of length 1."""
    whole = (_mix(counters) >> _UNUSED_BITS) + np.uint64(lowest)
    return whole.astype(np.float64) * _UNIT


def _mix(words: Words) -> Words:
    for shift, factor in _MIXERS:
        words = (words ^ (words >> shift)) * factor
    return words ^ (words >> _LAST_SHIFT)
