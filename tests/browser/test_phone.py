"""The pages on a phone: one column, nothing sideways, every control as large as a fingertip."""

import pytest
from playwright.sync_api import Page

OUTSIDE = """() => [...document.querySelectorAll('.bar a, .bar button')]
  .filter((one) => {
    const { left, right, height } = one.getBoundingClientRect();
    return left < 0 || right > document.documentElement.clientWidth || height < 44;
  })
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def phone(open_page, request) -> Page:
    """A phone with a touch screen, as wide as the test says."""
    width = getattr(request, "param", 390)
    return open_page(viewport={"width": width, "height": 844}, has_touch=True, is_mobile=True)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", ["/", "/reference", "/api"])
@pytest.mark.parametrize("phone", [320, 360, 390, 768], indirect=True)
def test_the_header_stands_on_the_screen(phone, path, language):
    phone.goto(f"{path}?lang={language}")
    assert phone.evaluate(OUTSIDE) == []
    width = phone.viewport_size["width"]
    assert phone.evaluate("() => document.documentElement.scrollWidth") == width
