"""Takes the pictures of the README anew: python tests/harness/pictures.py [folder]."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from chromium import launch  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402
from serving import serve  # noqa: E402
from waiting import wait_for_state, wait_until_drawn  # noqa: E402

from app.main import create_app  # noqa: E402
from app.server import make_server  # noqa: E402
from app.settings import Settings  # noqa: E402

SIZE = {"width": 1280, "height": 800}
THEMES = ("light", "dark")
# the name of a picture, and what the address says: nothing is the run that the page opens with
SHOWN = {
    "playground": "",
    "starts": "surface=himmelblau&start=-1,1&optimizer=gradient_descent,learning_rate:0.0155&steps=300"
    "&tab=starts&starts=basins",
}


def take(page: Page, fragment: str, path: Path) -> None:
    """Opens the playground, lets the run come to its end, and takes the picture."""
    page.goto(f"/?lang=en#{fragment}")
    wait_until_drawn(page, "#terrain", "#relief")
    wait_for_state(page, "paused" if "step=" in fragment else "ended")
    if "starts=basins" in fragment:
        expect(page.locator("#terrain")).to_have_attribute("data-basins", "128×128", timeout=60_000)
        expect(page.locator("#shares-says")).not_to_be_empty(timeout=60_000)
        page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready")
    page.screenshot(path=path, animations="disabled")


def main(folder: Path) -> None:
    """Takes every picture in both themes."""
    settings = Settings()
    with serve(make_server(create_app(settings), settings)) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for theme in THEMES:
            context = browser.new_context(
                base_url=address, viewport=SIZE, color_scheme=theme, locale="en-US", reduced_motion="reduce"
            )
            page = context.new_page()
            for name, fragment in SHOWN.items():
                take(page, fragment, folder / f"{name}-{theme}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "static" / "pictures")
