"""The watch over every page of these tests: it must be able to fail."""

import urllib.parse

import pytest
from playwright.sync_api import Browser
from watching import Watch

ORIGIN = "http://fall-line.test"
POLICY = "default-src 'none'; script-src 'self'"


def complaints_of(
    browser: Browser, files: dict[str, str], *, visit: str = "/", allowed: tuple[str, ...] = ()
) -> list[str]:
    """Opens a page of a site made of these texts, under a policy, and gives what the watch has noted."""

    def answer(route):
        path = route.request.url.removeprefix(ORIGIN)
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        headers = {"content-type": kind, "content-security-policy": POLICY}
        route.fulfill(body=files.get(path, "not here"), headers=headers, status=200 if path in files else 404)

    with browser.new_context() as context:
        watch = Watch(context, ORIGIN, allowed=allowed)
        context.route("**/*", answer)
        context.new_page().goto(urllib.parse.urljoin(ORIGIN, visit), wait_until="load")
        watch.settle()
    return watch.complaints


def with_script(script: str) -> dict[str, str]:
    return {"/": "<!doctype html><script src=/a.js></script><p>Here", "/a.js": script}


def test_a_quiet_page_draws_no_complaint(browser):
    assert complaints_of(browser, with_script("console.log('well')")) == []


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("console.error('broken')", "console: broken"),
        ("throw new Error('thrown')", "page error: thrown"),
        ("eval('1')", "policy violation: script-src eval"),
        ("const i = new Image(); i.src = 'http://elsewhere.test/i.png'", "policy violation: img-src"),
    ],
)
def test_a_script_that_misbehaves_is_noted(browser, script, complaint):
    noted = complaints_of(browser, with_script(script))
    assert any(complaint in each for each in noted), noted


def test_a_missing_file_is_noted(browser):
    assert any(
        "404" in each for each in complaints_of(browser, {"/": "<!doctype html><script src=/b.js></script>"})
    )


def test_a_request_that_leaves_the_origin_is_noted(browser):
    noted = complaints_of(browser, with_script(""), visit="http://elsewhere.test/")
    assert "left the origin: http://elsewhere.test/" in noted


def test_an_allowed_complaint_passes(browser):
    assert complaints_of(browser, with_script("console.error('broken')"), allowed=("bro+ken",)) == []
