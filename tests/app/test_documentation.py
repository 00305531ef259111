"""GET /api: every call with an example that runs, its fields, and the limits, in both languages."""

import html
import json
import re
from dataclasses import fields

import pytest
from httpx import AsyncClient
from json_schema import complaints

from app.documentation import documentation, example_of, operations
from app.excerpts import CUT, events, excerpt, written
from app.main import create_app
from app.settings import PREFIX, Settings
from app.texts.problems import CODES, TITLES
from app.texts.ui import documents

pytestmark = pytest.mark.anyio

DESCRIPTION = create_app(Settings()).openapi()
OPERATIONS = [
    pytest.param(method, path, operation, id=f"{method.upper()} {path}")
    for method, path, operation in operations(DESCRIPTION)
]


def events_of(text: str) -> list[tuple[str, dict]]:
    blocks = [block.partition("\ndata: ") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data)) for name, _, data in blocks]


async def answered(client: AsyncClient, method: str, path: str, operation: dict):
    example = example_of(method, path, operation)
    return await client.request(method, example.path, json=example.body)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
async def test_the_example_of_a_call_is_answered_as_described(client, method, path, operation):
    response = await answered(client, method, path, operation)
    assert response.status_code == 200
    ((media_type, content),) = operation["responses"]["200"]["content"].items()
    assert response.headers["content-type"].startswith(media_type)
    if media_type == "text/event-stream":
        names = [name for name, _ in events_of(response.text)]
        assert names[0] in ("steps", "level", "progress", "answer")
        assert names[-1] == "done"
    else:
        assert content.get("schema"), "the answer is described"
        assert (
            list(complaints(response.json(), content["schema"], DESCRIPTION["components"]["schemas"])) == []
        )


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_the_example_of_a_call_fits_its_own_schema(method, path, operation):
    body = example_of(method, path, operation).body
    if body is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert list(complaints(body, schema, DESCRIPTION["components"]["schemas"])) == []


def test_a_call_without_an_example_is_noticed():
    operation = {"requestBody": {"content": {"application/json": {"schema": {}}}}}
    with pytest.raises(KeyError):
        example_of("post", "/api/v1/anything", operation)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS)
def test_a_call_says_what_it_is_for(method, path, operation):
    assert operation["summary"]
    assert operation["description"]
    (tag,) = operation["tags"]
    assert f"tag.{tag}" in documents.TEXTS, "the group has a title in both languages"


@pytest.fixture(scope="module")
async def made(app):
    return await documentation(app)


async def page(client, language):
    response = await client.get(f"/api?lang={language}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    return response.text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_page_shows_every_call_with_its_fields(client, made, language):
    text = html.unescape(await page(client, language))
    for calls in made.calls.values():
        for call in calls:
            start = text.index(f'<article class="entry call" id="{call.anchor}">')
            entry = text[start : text.index("</article>", start)]
            assert call.summary in entry
            assert f'href="#{call.anchor}"' in text[:start], "the contents lead there"
            for row in (*call.fields, *call.answer):
                assert f"<code>{row.name}</code>" in entry
                assert row.description in entry
            assert call.example.curl("http://localhost:8000") in entry
            assert call.reply in entry


async def test_every_field_of_every_body_has_its_type_and_range(made):
    descents = next(call for call in made.calls["descents"] if call.path.endswith("/descents"))
    rows = {row.name: row for row in descents.fields}
    assert rows["surface"].required
    assert [row.name for row in descents.fields][:2] == ["surface", "start"], "what is required comes first"
    assert [piece.link for piece in rows["surface"].type] == ["kind-surface"]
    steps = rows["steps"]
    assert (steps.default, steps.range, steps.required) == ("200", "1 … 100\u202f000", False)
    assert "".join(piece.text for piece in rows["until"].type) == "Until | null"


async def test_every_link_of_the_page_leads_somewhere_on_it(client):
    text = await page(client, "en")
    places = re.findall(r'\bid="([^"]+)"', text)
    assert len(places) == len(set(places)), "no place occurs twice"
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(places)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_limit_and_every_error_is_listed(client, language):
    text = html.unescape(await page(client, language))
    for entry in fields(Settings):
        assert f"{PREFIX}{entry.name.upper()}" in text
        assert entry.metadata["help"] in text
    for status, title in TITLES.items():
        assert f"<code>{status}</code>" in text
        assert getattr(title, language) in text
    assert all(f"<code>{code}</code>" in text for code in CODES)


async def test_the_limits_are_those_of_this_server(make_client):
    async with make_client(max_steps=4321, slice_milliseconds=1e-5) as client:
        text = await page(client, "en")
    assert "4321" in text[text.index('id="limits"') :]
    assert "1 … 4321" in text


async def test_the_answers_shown_are_the_servers_own(client):
    text = html.unescape(await page(client, "en"))
    run = await client.post(
        "/api/v1/inspect",
        json=DESCRIPTION["paths"]["/api/v1/inspect"]["post"]["requestBody"]["content"]["application/json"][
            "examples"
        ]["example"]["value"],
    )
    assert excerpt(run.json()) in text


async def test_the_page_needs_no_script_and_nothing_from_elsewhere(client):
    text = await page(client, "en")
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    assert all('type="module"' in tag or "theme-first" in tag for tag in re.findall(r"<script[^>]*>", text))
    for address in ("/docs", "/redoc"):
        assert (await client.get(address)).status_code == 404


async def test_examples_are_asked_again_when_one_was_refused():
    app = create_app(Settings())
    streams = app.state.streams
    places, streams.most = streams.most, 0
    assert not (await app.state.documents.get()).complete
    streams.most = places
    assert (await app.state.documents.get()).complete


def test_an_excerpt_is_cut_where_it_is_long():
    assert excerpt({"a": [1, 2, 3, 4]}) == f'{{"a": [1, 2, {CUT}]}}'
    assert excerpt("x" * 200).endswith(f'{CUT}"')
    assert excerpt([{"a": 1}, {"a": 2}]) == f'[{{"a": 1}}, {CUT}]'


def test_a_body_is_written_whole():
    body = {"points": [[1, 2], [3, 4], [5, 6], [7, 8]], "text": "x" * 100}
    assert json.loads(written(body)) == body


def test_a_stream_is_shown_by_its_two_ends():
    text = (
        "".join(f'event: steps\ndata: {{"first": {k}}}\n\n' for k in range(9)) + "event: done\ndata: {}\n\n"
    )
    assert events(text) == f'event: steps\ndata: {{"first": 0}}\n\n{CUT}\n\nevent: done\ndata: {{}}'
    timed = 'event: progress\ndata: {"share": 0.3}\n\nevent: answer\ndata: {}\n\nevent: done\ndata: {}\n\n'
    assert events(timed) == "event: answer\ndata: {}\n\nevent: done\ndata: {}"
