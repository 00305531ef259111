"""GET /reference: everything that the catalog knows, in both languages, with links into the playground."""

import html
import re
from typing import get_args

import pytest

from app.catalog import gradients_json, optimizers_json, schedules_json, surfaces_json
from app.mathml import math_pieces
from app.reference import reference
from app.texts import words
from app.texts.figure_words import FIGURES
from app.texts.outcome import REASONS
from app.texts.rate_words import RANGE_REASONS, RUNGS
from app.thumbnails import NODES, drawing
from engine.arithmetic import limit_in_symbols
from engine.curvature import ZONES
from engine.optimizers import OPTIMIZERS
from engine.outcome import STATUSES
from engine.surfaces import SURFACES
from engine.sweeps.ladder import NOTHING, What
from engine.sweeps.range_verdict import Reason

pytestmark = pytest.mark.anyio

ENTRIES = [
    *(("surface", entry) for entry in surfaces_json()["surfaces"]),
    *(("optimizer", entry) for entry in optimizers_json()["optimizers"]),
    *(("schedule", entry) for entry in schedules_json()["schedules"]),
    *(("gradient", entry) for entry in gradients_json()["gradients"]),
]
LANGUAGES = ["en", "zh"]


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
async def page(client, language):
    response = await client.get(f"/reference?lang={language}")
    assert response.status_code == 200
    return html.unescape(response.text)


def entry_of(page: str, noun: str, name: str) -> str:
    start = page.index(f'id="{noun}-{name}">')
    return page[start : page.index("</article>", start)]


async def test_every_entry_of_the_catalog_is_there_with_its_purpose(page, language):
    for noun, entry in ENTRIES:
        shown = entry_of(page, noun, entry["name"])
        assert entry["title"][language] in shown
        assert entry["purpose"][language] in shown
        assert f'href="/?lang={language}#{noun}={entry["name"]}"' in shown
        assert page.count(f'href="#{noun}-{entry["name"]}"') == 2, "in the contents, and on the title itself"


async def test_every_knob_is_there_with_its_help_and_range(page, language):
    for noun, entry in ENTRIES:
        shown = entry_of(page, noun, entry["name"])
        for knob in entry.get("knobs", []):
            assert f"<code>{knob['name']}</code>" in shown
            assert knob["help"][language] in shown


async def test_every_surface_has_its_formula_points_and_source(page):
    for name, record in SURFACES.items():
        shown = entry_of(page, "surface", name)
        assert (
            "".join(math_pieces(surfaces_json()["surfaces"][list(SURFACES).index(name)]["mathml"])) in shown
        )
        assert record.source in shown
        rows = shown[shown.index("<tbody>") : shown.index("</tbody>")]
        assert rows.count("<tr>") == len(record.points)


async def test_every_optimizer_has_its_equations_and_its_limit(page):
    for entry in optimizers_json()["optimizers"]:
        shown = entry_of(page, "optimizer", entry["name"])
        for term in entry["terms"]:
            assert term["mathml"] in shown
        assert entry["update_mathml"] in shown
        assert limit_in_symbols(OPTIMIZERS[entry["name"]]).replace("&lt;", "<") in shown
        assert entry["source"] in shown


def test_a_limit_is_read_off_the_function_that_computes_it():
    assert re.sub("<[^>]*>", "", limit_in_symbols(OPTIMIZERS["gradient_descent"])) == "η&lt;2λ"
    assert "d" in limit_in_symbols(OPTIMIZERS["momentum"])


async def test_clipping_is_told_with_the_sources(page, language):
    shown = page[page.index('id="gradient-clip"') :]
    assert gradients_json()["clip"]["help"][language] in shown
    assert all(term["meaning"][language] in shown for term in gradients_json()["clip_terms"])


async def test_every_word_is_there_with_its_meaning(page, language):
    for group in (words.ZONES, words.STATUSES, words.REASONS, FIGURES, RANGE_REASONS, RUNGS):
        for word in group:
            assert f"<code>{word.code}</code>" in page
            assert getattr(word.meaning, language) in page


def test_no_word_is_missing_and_none_is_made_up():
    assert {word.code for word in words.STATUSES} == set(STATUSES)
    assert {word.code for word in words.REASONS} == {reason for _, reason in REASONS}
    assert [word.code for word in RANGE_REASONS] == list(get_args(Reason))
    assert [word.code for word in RUNGS] == list(get_args(What))
    assert NOTHING == 1 / 1000, "as its meaning says"
    assert [word.code for word in words.ZONES] == [*(zone for _, zone in ZONES), "unstable"]
    kinds = {point.kind for record in SURFACES.values() for point in record.points}
    flags = {flag for record in SURFACES.values() for point in record.points for flag in point.flags}
    assert kinds | flags | {"lowest"} == set(words.KINDS)


async def test_every_figure_of_an_outcome_is_a_word(client):
    runs = [
        {
            "surface": "sphere",
            "start": [1, 1],
            "steps": 400,
            "optimizer": {"name": "gradient_descent", "learning_rate": 0.1},
        },
        {
            "surface": "sphere",
            "start": [1, 1],
            "optimizer": {"name": "gradient_descent", "learning_rate": 1.1},
            "steps": 9000,
        },
        {
            "surface": "himmelblau",
            "start": [3, 2.1],
            "optimizer": {"name": "gradient_descent", "learning_rate": 0.03},
        },
        {
            "surface": "saddle",
            "start": [2, 0],
            "steps": 900,
            "optimizer": {"name": "gradient_descent", "learning_rate": 0.1},
        },
        {"surface": "sphere", "start": [1, 1], "steps": 400, "until": {"gradient_norm": 0.1}},
    ]
    known = {word.code for word in FIGURES} | {"status", "reason", "step", "sentence"}
    statuses = set()
    for run in runs:
        outcome = (await client.post("/api/v1/descents", json=run)).json()["outcome"]
        statuses.add(outcome["status"])
        assert set(outcome) <= known
    assert statuses == set(STATUSES)


async def test_every_link_of_the_page_leads_somewhere_on_it(page):
    places = re.findall(r'\bid="([^"]+)"', page)
    assert len(places) == len(set(places)), "no place occurs twice"
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


@pytest.mark.parametrize("name", SURFACES)
def test_a_drawing_covers_the_ground_once(name):
    drawn = drawing(name)
    if drawn["curve"]:
        assert drawn["curve"].startswith("M")
        assert drawn["shades"] == []
        return
    squares = [
        (int(x) + k, int(y))
        for path in drawn["shades"]
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path)
        for k in range(int(length))
    ]
    assert len(squares) == len(set(squares)) == NODES**2
    assert drawn["shades"][0]
    assert drawn["shades"][-1]


def test_a_formula_breaks_between_its_summands():
    pieces = math_pieces(surfaces_json()["surfaces"][0]["mathml"])
    assert [re.sub("<[^>]*>", "", piece) for piece in pieces] == ["x2", "+y2"]


def test_both_languages_hold_the_same_entries():
    english, chinese = reference("en"), reference("zh")
    for section in ("surfaces", "curves", "optimizers", "schedules", "gradients"):
        assert [entry["name"] for entry in english[section]] == [entry["name"] for entry in chinese[section]]
