"""What every record of the catalog is made of: a text in both languages, and numbers that a person may set."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Text:
    """One text in English and Simplified Chinese."""

    en: str
    zh: str


@dataclass(frozen=True)
class Knob:
    """A number that a person may set, declared once.

    `soft` is the range of the slider, `hard` the inclusive range that validation accepts; `symbol` is the
    letter in formulas, `scale` says how the slider spreads its range; `whole` that only whole numbers will do.
    """

    name: str
    symbol: str
    default: float
    soft: tuple[float, float]
    hard: tuple[float, float]
    title: Text
    help: Text
    scale: Literal["linear", "log"] = "linear"
    unit: str = ""
    whole: bool = False
