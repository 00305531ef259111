"""GET /: one page, in two languages."""

import pytest

from engine.surfaces import SURFACES

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("query", "lang"), [("?lang=en", "en"), ("?lang=zh", "zh-Hans"), ("", "en"), ("?lang=xx", "en")]
)
async def test_the_page_says_its_language(client, query, lang):
    response = await client.get(f"/{query}")
    assert response.status_code == 200
    assert f'<html lang="{lang}"' in response.text
    assert response.headers["content-type"].startswith("text/html")


async def test_every_surface_can_be_chosen(client):
    page = (await client.get("/")).text
    assert all(f'value="{name}"' in page for name in SURFACES)


async def test_what_the_page_asks_for_exists(client):
    page = (await client.get("/")).text
    addresses = {part.split('"')[0] for part in page.split('="/static/')[1:]}
    assert addresses
    for address in addresses:
        assert (await client.get(f"/static/{address}")).status_code == 200
