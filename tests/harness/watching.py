"""What a page must never do: complain, break its own policy, or ask anyone but its own server."""

import re
import urllib.parse
from collections.abc import Iterable

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# Survives navigation because it speaks through the console, which is listened to anyway.
REPORT_VIOLATIONS = """() => document.addEventListener('securitypolicyviolation', violation =>
    console.error(`policy violation: ${violation.violatedDirective} ${violation.blockedURI}`))"""


class Watch:
    """Collects the complaints of every page of a browser context."""

    def __init__(self, context: BrowserContext, origin: str, *, allowed: Iterable[str] = ()) -> None:
        self.complaints: list[str] = []
        self.allow(allowed)
        self._context = context
        self._host = urllib.parse.urlsplit(origin).netloc
        context.add_init_script(f"({REPORT_VIOLATIONS})()")
        context.on("console", self._console)
        context.on("weberror", self._page_error)
        context.on("request", self._request)

    def allow(self, patterns: Iterable[str]) -> None:
        """Expects complaints that match one of the patterns from now on, and no others."""
        self._allowed = [re.compile(pattern) for pattern in patterns]

    def settle(self) -> None:
        """Lets the pages deliver what they have already queued, such as the report of a violation."""
        for page in self._context.pages:
            page.evaluate("() => new Promise(done => setTimeout(done))")

    def _note(self, complaint: str) -> None:
        if not any(pattern.search(complaint) for pattern in self._allowed):
            self.complaints.append(complaint)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location['url']})")

    def _page_error(self, error: WebError) -> None:
        self._note(f"page error: {error.error}\n{error.error.stack or ''}")

    def _request(self, request: Request) -> None:
        address = urllib.parse.urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self._host:
            self._note(f"left the origin: {request.url}")
