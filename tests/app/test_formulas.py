import pytest

pytestmark = pytest.mark.anyio

FORMULAS = "/api/v1/formulas"


async def formula(client, text, **body):
    response = await client.post(FORMULAS, json={"formula": text, **body})
    assert response.status_code == 200, response.text
    return response.json()


async def error(client, text, **body):
    response = await client.post(FORMULAS, json={"formula": text, **body})
    assert response.status_code == 422, response.text
    return response.json()["errors"][0]


async def test_a_formula_is_written_out(client):
    found = await formula(client, "a * x^2+y ^2")
    assert found["normalised"] == "a*x^2 + y^2"
    assert found["mathml"].startswith("<math>")
    assert "x^{2}" in found["latex"]
    assert found["variables"] == ["x", "y"]
    assert found["rewritten"] is None


async def test_its_letters_become_sliders(client):
    found = await formula(client, "a*x^2 + b*y^2", constants={"b": -20})
    assert [(letter["name"], letter["value"]) for letter in found["letters"]] == [("a", 1), ("b", -20)]
    for letter in found["letters"]:
        low, high = letter["soft"]
        assert low <= letter["value"] <= high


async def test_a_formula_in_w_is_a_curve(client):
    found = await formula(client, "c*w^2")
    assert found["variables"] == ["w"]
    assert len(found["window"]) == 1


async def test_a_window_is_suggested_where_the_formula_has_values(client):
    found = await formula(client, "log(x - 20) + y^2")
    assert found["window"][0][1] > 20
    given = await formula(client, "x + y", window=[[0, 1], [2, 3]])
    assert given["window"] == [[0, 1], [2, 3]]


async def test_what_is_answered_runs(client):
    found = await formula(client, "2x² + a·y²", friendly=True)
    surface = {
        "formula": found["formula"],
        "constants": {letter["name"]: letter["value"] for letter in found["letters"]},
        "window": found["window"],
        "variables": found["variables"],
    }
    response = await client.post("/api/v1/descents", json={"surface": surface, "start": [1, 1]})
    assert response.status_code == 200, response.text


async def test_friendly_input_is_rewritten_and_shown(client):
    found = await formula(client, "2x²", friendly=True)
    assert found["rewritten"] == found["formula"] == "2*x^2"
    assert (await error(client, "2x²"))["code"] in ("implicit_product", "unexpected_character")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("2x² + $y", "$"), ("3x³·(1 + siin(y))", "siin"), ("πx + y ?", "?"), ("|x| + 2y + z(", "(")],
)
async def test_a_mistake_is_placed_in_the_text_that_was_sent(client, text, wrong):
    found = await error(client, text, friendly=True)
    assert text[found["position"] : found["position"] + found["length"]] == wrong


async def test_a_mistake_comes_with_a_hint_in_both_languages(client):
    found = await error(client, "sen(x)")
    assert found["nearest"] == "sin"
    assert found["hint"]["en"] == "Did you mean sin?"
    assert "sin" in found["hint"]["zh"]


async def test_every_mistake_has_words_for_it():
    from typing import get_args

    from app.texts.formulas import formula_message
    from engine.formula.errors import Code

    figures = {"count": 9, "limit": 3, "function": "sin", "expected": "2 or more"}
    for code in get_args(Code):
        for text in formula_message(code, figures):
            for words in (text.en, text.zh):
                assert words
                assert "{" not in words
            assert " or more" not in text.zh
