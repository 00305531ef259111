"""Which known name was meant: by the slips of a hand that types."""

from collections.abc import Iterable
from typing import Final

LONGEST: Final = 64  # letters of what was typed that are looked at
SLIPS: Final = 3  # letters for which one slip is forgiven
BEGINNING: Final = 3  # letters that a name has in common with a longer one that begins with it


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Return the known name that was probably meant, None where none is near.

    Near is what one slip for every three letters begun makes of it, or a name that begins as the other one does. Of
    equals the one with the same first letter comes first, then by alphabet.
    """
    typed, names = typed[:LONGEST].lower(), list(known)
    slips = [
        (slip, name[:1] != typed[:1], name) for name in names if (slip := _slips(typed, name)) is not None
    ]
    if slips:
        return min(slips)[2]
    begun = [(abs(len(name) - len(typed)), name) for name in names if _begins(typed, name)]
    return min(begun)[1] if begun else None


def _begins(typed: str, name: str) -> bool:
    shorter, longer = sorted((typed, name), key=len)
    return len(shorter) >= BEGINNING and longer.startswith(shorter)


def _slips(typed: str, name: str) -> int | None:
    """Return how many slips lead from one to the other, None for more than are forgiven."""
    forgiven = -(-min(len(typed), len(name)) // SLIPS)
    if abs(len(typed) - len(name)) > forgiven:
        return None
    found = distance(typed, name)
    return found if found <= forgiven else None


def distance(first: str, second: str) -> int:
    """Return how many letters are to be left out, put in, replaced or exchanged with their neighbour.

    Each letter is touched once: the optimal string alignment distance (Boytsov, 2011, doi:10.1145/1963190.1963191).
    """
    earlier: list[int] = []
    last = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        now = [row]
        for column, other in enumerate(second, 1):
            best = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                best = min(best, earlier[column - 2] + 1)
            now.append(best)
        earlier, last = last, now
    return last[-1]
