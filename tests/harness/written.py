"""What a page writes on its canvases, where no selector finds it."""

from playwright.sync_api import Page
from waiting import wait_until

_KEEP = """() => {
  const plain = CanvasRenderingContext2D.prototype.fillText;
  globalThis.written = [];
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    globalThis.written.push([this.canvas, text]);
    return plain.call(this, text, ...place);
  };
}"""

_FOUND = """([host, text]) => {
  const element = document.querySelector(host);
  return globalThis.written.some(([canvas, said]) => element?.contains(canvas) && said === text);
}"""


def keep_what_is_written(page: Page) -> None:
    """Must come before the page goes anywhere."""
    page.add_init_script(f"({_KEEP})()")


def is_written(page: Page, host: str, text: str) -> bool:
    """Says whether this very text was ever written on a canvas that is, or is inside, the element `host`."""
    found: bool = page.evaluate(_FOUND, [host, text])
    return found


def wait_until_written(page: Page, host: str, text: str) -> None:
    """Waits until this very text was written on a canvas that is, or is inside, the element `host`."""
    wait_until(page, _FOUND, [host, text])


def written(page: Page, host: str) -> list[str]:
    """Returns all that was written so far on canvases inside the element `host`."""
    found: list[str] = page.evaluate(
        """(host) => globalThis.written.filter(([canvas]) => document.querySelector(host).contains(canvas))
          .map(([, said]) => said)""",
        host,
    )
    return found
