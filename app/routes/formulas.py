"""POST /formulas: a typed formula, checked, written out, and its letters."""

from collections.abc import Sequence
from difflib import Match, SequenceMatcher

from fastapi import APIRouter

from app.descriptions import refusals
from app.friendly import rewrite
from app.openapi import example
from app.requests import StrictRoute
from app.schemas.answers import FormulaAnswer
from app.schemas.requests import FormulaBody
from app.wire import JSONText, answer
from engine.formula import FormulaError, letters
from engine.surfaces import typed_surface
from engine.surfaces.surface import VARIABLES

router = APIRouter(tags=["formulas"], route_class=StrictRoute)

LETTER_VALUE = 1.0  # of a letter that the request does not set
LETTER_RANGE = 5.0  # of its slider to either side of zero, at least


@router.post(
    "/formulas",
    response_class=JSONText,
    responses={200: {"model": FormulaAnswer}},
    summary="Check a formula",
    openapi_extra=example(formula="a x² + |y|", friendly=True),
)
async def formulas(body: FormulaBody) -> JSONText:
    """Return a formula's normalised text, MathML, LaTeX, letters and window, or the error and its position.

    Letters without a value get 1. With `friendly` the text is rewritten into the language first; positions of
    errors stay those of the text that was sent.
    """
    text = rewrite(body.formula, names=tuple(body.constants)) if body.friendly else body.formula
    with refusals():
        try:
            variables = tuple(body.variables) if body.variables else _variables(text)
            found = letters(text, variables=variables)
            constants = {name: body.constants.get(name, LETTER_VALUE) for name in found}
            surface = typed_surface(text, body.constants | constants, body.window, variables)
        except FormulaError as error:
            raise _placed(error, text, body.formula) from None
    return answer(
        {
            "formula": text,
            "normalised": surface.formula.normalised,
            "mathml": surface.formula.mathml,
            "latex": surface.formula.latex,
            "letters": [
                {"name": name, "value": value, "soft": _soft(value)} for name, value in constants.items()
            ],
            "variables": variables,
            "window": surface.window,
            "rewritten": None if text == body.formula else text,
        }
    )


def _variables(text: str) -> tuple[str, ...]:
    """Return the variables that a formula speaks of: w alone for a curve, else x and y."""
    surface, curve = VARIABLES
    names = letters(text, variables=())
    return curve if set(curve) & set(names) and not set(surface) & set(names) else surface


def _soft(value: float) -> tuple[float, float]:
    reach = max(LETTER_RANGE, 2 * abs(value))
    return -reach, reach


def _placed(error: FormulaError, text: str, sent: str) -> FormulaError:
    """Return the error with its place moved from the rewritten text to the one that was sent."""
    if text == sent:
        return error
    blocks = SequenceMatcher(None, text, sent, autojunk=False).get_matching_blocks()
    first, last = (_moved(place, blocks) for place in (error.position, error.position + error.length))
    return FormulaError(error.code, first, max(last - first, 0), **error.figures)


def _moved(place: int, blocks: Sequence[Match]) -> int:
    """Return where a place in the first text is in the second: in the same run of characters, or behind it."""
    block = next(block for block in reversed(blocks) if block.a <= place or block is blocks[0])
    return min(max(block.b + place - block.a, 0), block.b + block.size)
