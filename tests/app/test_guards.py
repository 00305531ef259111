import httpx
import pytest

from app.guards import POLICY, SECURITY_HEADERS, host_name

pytestmark = pytest.mark.anyio

RUN = {"surface": "himmelblau", "start": [-1, 1], "steps": 2}
HEALTH = "/api/v1/health"
DESCENTS = "/api/v1/descents"


async def answers(client: httpx.AsyncClient) -> list[httpx.Response]:
    """One answer of every kind that the server gives."""
    return [
        await client.get(HEALTH),
        await client.get("/"),
        await client.get("/nowhere"),
        await client.get("/static/nowhere.js"),
        await client.get("/api/v1/openapi.json"),
        await client.post(HEALTH),
        await client.post(DESCENTS, json=RUN),
        await client.post(f"{DESCENTS}/stream", json=RUN),
        await client.post(DESCENTS, json={}),
        await client.post(DESCENTS, content=b"{", headers={"content-type": "application/json"}),
        await client.post(DESCENTS, content=b"{}"),
        await client.post(DESCENTS, content=b"x" * 10**6),
        await client.get(HEALTH, headers={"host": "elsewhere"}),
        await client.get(HEALTH, headers={"x-large": "x" * 20_000}),
        await client.post(DESCENTS, json=RUN, headers={"origin": "null"}),
        await client.options(DESCENTS),
        await client.head("/"),
    ]


async def test_every_answer_carries_the_security_headers(client):
    for response in await answers(client):
        for name, value in SECURITY_HEADERS.items():
            assert response.headers.get_list(name) == [value], response.request.url


async def test_no_answer_lets_another_origin_read_it(client):
    for response in await answers(client):
        assert not [name for name in response.headers if name.startswith("access-control")]


def test_the_policy_lets_nothing_leave_the_origin():
    sources = {part.split()[0]: part.split()[1:] for part in POLICY.split("; ")}
    assert sources["default-src"] == ["'none'"]
    allowed = {source for values in sources.values() for source in values}
    assert allowed <= {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert "'unsafe-inline'" not in sources["script-src"]


@pytest.mark.parametrize("host", ["localhost", "LocalHost:8000", "127.0.0.1:1", "[::1]:8000", "[::1]"])
async def test_the_server_answers_under_its_own_names(client, host):
    assert (await client.get(HEALTH, headers={"host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.2",
        "",
        "localhost:80:80",
        "localhost:x",
        "[::1",
        "[::1]x",
    ],
)
async def test_a_foreign_host_is_refused(client, host):
    response = await client.get(HEALTH, headers={"host": host})
    assert response.status_code == 421
    assert response.json()["errors"][0]["code"] == "foreign_host"


async def test_two_hosts_are_refused(client):
    request = client.build_request("GET", HEALTH)
    request.headers = httpx.Headers([("host", "localhost"), ("host", "localhost")])
    assert (await client.send(request)).status_code == 421


async def test_a_lan_host_is_answered_when_the_settings_name_it(make_client):
    async with make_client(lan_hosts=("room12.local",)) as client:
        assert (await client.get(HEALTH, headers={"host": "room12.local:8000"})).status_code == 200
        assert (await client.get(HEALTH, headers={"host": "room13.local:8000"})).status_code == 421


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "http://localhost:9000", "http://127.0.0.1:8000", "", "file://"]
)
async def test_a_foreign_origin_may_not_post(client, origin):
    response = await client.post(DESCENTS, json=RUN, headers={"origin": origin})
    assert response.status_code == 403


@pytest.mark.parametrize("origin", ["http://localhost:8000", "https://localhost:8000"])
async def test_the_page_itself_may_post(client, origin):
    assert (await client.post(DESCENTS, json=RUN, headers={"origin": origin})).status_code == 200


@pytest.mark.parametrize(
    ("host", "name"), [("A.b:1", "a.b"), ("[::1]:1", "[::1]"), ("a:", "a"), ("a:1x", None)]
)
def test_a_host_is_read_without_its_port(host, name):
    assert host_name(host) == name


async def test_a_body_of_the_largest_size_is_read_and_one_byte_more_is_not(make_client):
    async with make_client(max_body_bytes=200) as client:
        text = b'{"surface": "himmelblau", "start": [-1, 1], "steps": 2}'
        headers = {"content-type": "application/json"}
        fits = await client.post(DESCENTS, content=text.ljust(200), headers=headers)
        assert fits.status_code == 200
        exceeds = await client.post(DESCENTS, content=text.ljust(201), headers=headers)
        assert exceeds.status_code == 413
        assert exceeds.json()["errors"][0]["limit"] == 200


async def test_a_chunked_body_is_counted_as_it_comes(make_client):
    taken = []

    async def chunks():
        for number in range(1000):
            taken.append(number)
            yield b"x" * 50

    async with make_client(max_body_bytes=200) as client:
        response = await client.post(DESCENTS, content=chunks(), headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert len(taken) < 10
