"""The names of the language, and what to say about a name that is not among them."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from engine.formula.errors import FormulaError
from engine.formula.scan import Token
from engine.formula.spelling import nearest

# name: (fewest arguments, most arguments); None is no upper end but the caps.
FUNCTIONS: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"), (1, 1))
    | dict.fromkeys(("exp", "log", "ln", "sqrt", "abs", "floor", "sign"), (1, 1))
    | dict.fromkeys(("max", "min"), (2, None))
)
CONSTANTS = frozenset({"pi", "e"})
VARIABLES = frozenset({"x", "y", "w"})
RESERVED = VARIABLES | CONSTANTS | FUNCTIONS.keys()

# What is longer is no slip of the pen: more names written together, a longer name.
MOST_FACTORS = 4
_LONGEST = 32


class Vocabulary:
    """The names that one formula may use besides the functions.

    With None any name may stand for a number, except slips such as sinx and xy.
    """

    def __init__(self, names: Collection[str] | None) -> None:
        self._any = names is None
        self._known = CONSTANTS.union(names or ())

    def check(self, name: Token, *, called: bool) -> None:
        """Raise FormulaError unless the name, which is not a function's, may stand here."""
        declared = name.text in self._known
        accepted = declared or (self._any and _written_together(name.text, VARIABLES) is None)
        if not called and accepted:
            return
        if declared or (accepted and _nearest(name.text, FUNCTIONS) is None):
            raise FormulaError("not_a_function", name.position, name.length)
        raise self._unknown(name, called=called)

    def _unknown(self, name: Token, *, called: bool) -> FormulaError:
        known = VARIABLES if self._any else self._known
        if called:
            suggestion = _nearest(name.text, FUNCTIONS)
        else:
            together = _written_together(name.text, known)
            suggestion = together or _nearest(name.text, known | FUNCTIONS.keys())
        figures = {} if suggestion is None else {"suggestion": suggestion}
        return FormulaError("unknown_name", name.position, name.length, **figures)


def _nearest(name: str, known: Collection[str]) -> str | None:
    if len(name) == 1:  # another letter is another name
        return name.lower() if name.lower() in known else None
    return nearest(name, known) if len(name) <= _LONGEST else None


def _written_together(name: str, known: Collection[str]) -> str | None:
    """Return sin(x) for sinx and x*y for xy, when every part is known; None for a name that stands alone."""
    if name in known:
        return None
    for function in FUNCTIONS:
        argument = name.removeprefix(function)
        if argument != name and argument in known:
            return f"{function}({argument})"
    factors = _factors(name, known, MOST_FACTORS)
    return "*".join(factors) if factors else None


def _factors(name: str, known: Collection[str], most: int) -> list[str] | None:
    """Split the name into at most so many known names."""
    if name in known:
        return [name]
    if most == 1:
        return None
    for end in range(1, len(name)):
        if name[:end] in known and (rest := _factors(name[end:], known, most - 1)):
            return [name[:end], *rest]
    return None
