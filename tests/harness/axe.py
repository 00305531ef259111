"""axe, the judge of accessible pages, as the test packages carry it."""

from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """What axe finds wrong on a page as it stands: the rule, and the first elements that break it."""
    package = find_spec("axe_playwright_python")
    assert package
    assert package.origin
    page.evaluate((Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8"))
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"][:4]
    ]
