"""The one error that a formula can cause."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

Code = Literal[
    "empty",
    "too_long",
    "too_many_tokens",
    "too_deep",
    "too_many_nodes",
    "too_many_operations",
    "unexpected_character",
    "unexpected_token",
    "unexpected_end",
    "unclosed_parenthesis",
    "unmatched_parenthesis",
    "implicit_product",
    "missing_parentheses",
    "unknown_name",
    "not_a_function",
    "wrong_number_of_arguments",
    "number_not_finite",
    "constant_not_finite",
    "reserved_name",
    "nowhere_finite",
]

Figure = str | int | float

# code: (what is wrong, what to do about it); {figures} are filled in from the error.
SENTENCES: Mapping[Code, tuple[str, str]] = MappingProxyType(
    {
        "empty": ("the formula is empty", "Write an expression, such as x^2 + y^2."),
        "too_long": ("the formula has {count} characters", "At most {limit} are accepted."),
        "too_many_tokens": ("the formula has too many symbols", "At most {limit} are accepted."),
        "too_deep": ("the formula is nested too deeply", "At most {limit} levels are accepted."),
        "too_many_nodes": ("the formula has too many parts", "At most {limit} are accepted."),
        "too_many_operations": (
            "the formula and its gradient need {count} operations",
            "At most {limit} are accepted; shorten the formula.",
        ),
        "unexpected_character": (
            "this character is not part of the language",
            "Formulas are made of letters, digits, + - * / ^ ( ) and commas.",
        ),
        "unexpected_token": (
            "this cannot stand here",
            "Check for a missing number, name or operator before it.",
        ),
        "unexpected_end": ("the formula ends too early", "Something is missing after this."),
        "unclosed_parenthesis": ("this parenthesis is never closed", "Add a closing one."),
        "unmatched_parenthesis": (
            "this parenthesis was never opened",
            "Remove it, or add an opening one before it.",
        ),
        "implicit_product": ("an operator is missing before this", "Write products with *, as in 2*x."),
        "missing_parentheses": (
            "the argument of this function needs parentheses",
            "Write {function}(...) with its argument inside.",
        ),
        "unknown_name": ("unknown name", "Declare it as a constant, or use a known name."),
        "not_a_function": ("this name is not a function", "Write products with *, as in x*(y + 1)."),
        "wrong_number_of_arguments": (
            "this function does not take that many arguments",
            "{function} has {count}, it needs {expected}.",
        ),
        "number_not_finite": ("this number is too large", "Use a number below {limit}."),
        "constant_not_finite": ("this constant is not a finite number", "Give it a finite value."),
        "reserved_name": ("this name has a meaning of its own", "Choose another name for the constant."),
        "nowhere_finite": (
            "the formula has no finite value anywhere on the window",
            "Change the formula or the window.",
        ),
    }
)


class FormulaError(ValueError):
    """A formula that cannot be used: what is wrong, where, and what would help.

    `code` names the mistake, `position` (from 0) and `length` mark its place in the text, `figures` hold what
    a sentence needs (`suggestion` is the nearest known choice, where there is one). The message is for Python
    users; neither it nor the figures repeat what was sent.
    """

    code: Code
    position: int
    length: int
    figures: Mapping[str, Figure]

    def __init__(self, code: Code, position: int = 0, length: int = 0, **figures: Figure) -> None:
        self.code = code
        self.position = position
        self.length = length
        self.figures = MappingProxyType(figures)
        statement = SENTENCES[code][0].format_map(figures)
        super().__init__(f"formula, character {position + 1}: {statement}. {self.hint}")

    @property
    def hint(self) -> str:
        """What would help, in plain English."""
        if "suggestion" in self.figures:
            return f"Did you mean {self.figures['suggestion']}?"
        return SENTENCES[self.code][1].format_map(self.figures)

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword arguments do not survive the default pickling of exceptions.
        return _restore, (self.code, self.position, self.length, dict(self.figures))


def _restore(code: Code, position: int, length: int, figures: dict[str, Figure]) -> FormulaError:
    return FormulaError(code, position, length, **figures)
