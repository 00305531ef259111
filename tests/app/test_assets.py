import re

import httpx
import pytest

from app.assets import IMMUTABLE, Assets, asset_dir, plotly_path

pytestmark = pytest.mark.anyio


@pytest.fixture
def tree(tmp_path):
    """A static tree of two modules, one importing the other, and a stand-in for Plotly's bundle."""
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "main.js").write_text('import "./part.js";\n' * 50)
    (tmp_path / "static" / "js" / "part.js").write_text("export const one = 1;\n")
    (tmp_path / "static" / ".hidden").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "plotly.min.js").write_text("var Plotly;" * 1000)
    return tmp_path


@pytest.fixture
def assets(tree):
    return Assets(tree / "static", tree / "plotly.min.js")


def client_of(assets):
    from starlette.applications import Starlette
    from starlette.routing import Mount

    app = Starlette(routes=[Mount("/static", assets)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


async def test_a_file_is_good_for_ever_under_its_address(assets):
    async with client_of(assets) as client:
        response = await client.get(assets.url("js/main.js"))
    assert response.status_code == 200
    assert response.headers["cache-control"] == IMMUTABLE
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_relative_imports_stay_under_the_same_hash(assets):
    async with client_of(assets) as client:
        address = httpx.URL(assets.url("js/main.js")).join("./part.js")
        response = await client.get(str(address))
    assert response.text == "export const one = 1;\n"
    assert response.headers["cache-control"] == IMMUTABLE


async def test_a_changed_file_moves_the_tree_and_an_old_address_is_not_kept(assets, tree):
    old = assets.url("js/main.js")
    (tree / "static" / "js" / "part.js").write_text("export const one = 'changed';\n")
    new = assets.url("js/main.js")
    assert new != old
    async with client_of(assets) as client:
        response = await client.get(old.replace("main", "part"))
        assert "changed" in response.text
        assert response.headers["cache-control"] == "no-cache"
        assert (await client.get(new.replace("main", "part"))).headers["cache-control"] == IMMUTABLE


async def test_plotly_keeps_its_address_when_the_tree_changes(assets, tree):
    old = assets.url("plotly.min.js")
    (tree / "static" / "js" / "part.js").write_text("changed")
    assets.refresh()
    assert assets.url("plotly.min.js") == old
    async with client_of(assets) as client:
        response = await client.get(old, headers={"accept-encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["cache-control"] == IMMUTABLE
    assert response.text == (tree / "plotly.min.js").read_text()


async def test_a_client_that_takes_no_gzip_gets_the_file_as_it_is(assets, tree):
    async with client_of(assets) as client:
        response = await client.get(assets.url("js/main.js"), headers={"accept-encoding": "identity"})
        packed = await client.get(assets.url("js/main.js"), headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert response.content == packed.content == (tree / "static" / "js" / "main.js").read_bytes()


async def test_a_file_that_a_browser_has_is_not_sent_again(assets):
    async with client_of(assets) as client:
        tag = (await client.get(assets.url("js/main.js"))).headers["etag"]
        response = await client.get(assets.url("js/main.js"), headers={"if-none-match": tag})
    assert response.status_code == 304
    assert response.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "x/",
        "x/js/nothing.js",
        "x/../../secret.txt",
        "x/%2e%2e/%2e%2e/secret.txt",
        "x/.hidden",
        "x//etc",
    ],
)
async def test_nothing_else_is_served(assets, path):
    async with client_of(assets) as client:
        response = await client.get(f"/static/{path}")
    assert response.status_code == 404


def test_an_address_is_never_given_for_a_file_that_is_not_there(assets):
    with pytest.raises(FileNotFoundError):
        assets.url("js/nothing.js")


async def test_the_page_asks_only_for_files_that_are_there(client):
    page = await client.get("/")
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert addresses
    for address in addresses:
        response = await client.get(address)
        assert response.status_code == 200, address
        assert response.headers["cache-control"] == IMMUTABLE


def test_plotly_is_the_bundle_of_the_python_package():
    assert b"plotly.js v" in plotly_path().read_bytes()[:200]


def test_the_folders_are_found():
    assert (asset_dir("templates")).is_dir()
    assert (asset_dir("static") / "js").is_dir()


def test_the_server_comes_up_without_importing_plotly():
    import subprocess
    import sys

    code = "import sys, app.main; app.main.create_app(); sys.exit('plotly' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, cwd=asset_dir("static").parent).returncode
        == 0
    )
