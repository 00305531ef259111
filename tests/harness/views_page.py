"""A site with nothing but the drawings and made-up data, under the policy of the real one."""

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route
from waiting import PATIENT
from watching import Watch

ORIGIN = "http://views.test"
ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"/static/": ROOT / "static", "/harness/": ROOT / "tests/browser/harness"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DRAWN = """() => document.body.dataset.mounted && (!/surface|curve/.test(document.URL)
    || [...document.querySelectorAll('.view, [data-ready]')].every(view => view.dataset.ready))"""


def _file(path: str) -> Path | None:
    if path == "/plotly.min.js":
        package = find_spec("plotly")
        assert package
        assert package.submodule_search_locations
        return Path(package.submodule_search_locations[0]) / "package_data/plotly.min.js"
    for prefix, folder in FOLDERS.items():
        if path.startswith(prefix) and (folder / path.removeprefix(prefix)).is_file():
            return folder / path.removeprefix(prefix)
    return None


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    file = _file(path)
    if file is None:
        route.fulfill(status=204 if path == "/favicon.ico" else 404)
        return
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    route.fulfill(path=file, headers={"content-type": kind, "content-security-policy": POLICY})


@contextmanager
def open_views(browser: Browser, *, before: str = "") -> Iterator[Callable[..., Page]]:
    """Opens the drawings that a query asks for and waits until they are drawn; a complaint fails the test."""
    contexts = []

    def opened(query: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
        context.set_default_timeout(PATIENT)
        contexts.append((context, Watch(context, ORIGIN)))
        context.route("**/*", _answer)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(f"{ORIGIN}/harness/harness.html?{query}")
        page.wait_for_function(DRAWN)
        return page

    yield opened
    for context, watch in contexts:
        watch.settle()
        context.close()
    assert [complaint for _, watch in contexts for complaint in watch.complaints] == []
