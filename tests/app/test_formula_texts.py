"""The page and Python say the same about a formula that cannot be used."""

import pytest

from app.texts.formulas import formula_message
from engine.formula.errors import SENTENCES, FormulaError

FIGURES = {"count": 3, "limit": 2, "function": "sin", "expected": "2 or more"}


@pytest.mark.parametrize("code", SENTENCES)
def test_the_english_texts_are_those_of_the_engine(code):
    error = FormulaError(code, **FIGURES)
    wrong, help = formula_message(code, FIGURES)
    assert str(error).endswith(f"{wrong.en} {help.en}")


@pytest.mark.parametrize("code", SENTENCES)
def test_every_error_has_chinese_texts(code):
    for text in formula_message(code, FIGURES):
        assert any("一" <= character <= "鿿" for character in text.zh)
        assert "{" not in text.zh


def test_a_suggestion_is_told_in_both_languages():
    _, help = formula_message("unknown_name", {"suggestion": "sin"})
    assert help.en == FormulaError("unknown_name", suggestion="sin").hint
    assert "sin" in help.zh
