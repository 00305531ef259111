"""How far work has got, told now and then."""

from time import monotonic
from typing import Final

from engine.sweeps.progress import Tell

TOLD_AFTER: Final = 0.2  # seconds between two words about how far a map is; what is soon there needs none


def seldom(tell: Tell) -> Tell:
    """Return whom to tell as often as one likes: it tells now and then."""
    told = monotonic()

    def heard(share: float) -> None:
        nonlocal told
        if (now := monotonic()) >= told + TOLD_AFTER:
            told = now
            tell(share)

    return heard
