"""Browser contexts that one test after the other may use: what Chromium has compiled once is compiled no more."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext
from waiting import PATIENT
from watching import Watch

FEW = 3  # contexts that are kept

# Chromium's flag that lets all pages of a context share the process that knows their scripts.
ONE_PROCESS = "--process-per-site"

# Nothing stands in three dimensions, which takes a machine without a graphics card a third of a page's time.
FLAT = """{
    const give = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
        return /webgl/.test(kind) ? null : give.call(this, kind, ...options);
    };
}"""

BLANK = "<!doctype html><link rel=icon href=data:,><title>Nothing</title>"

# What a page leaves behind in its context, seen from any page of the same origin.
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Lent:
    """A context with its watch. One page stays in it, so that Chromium keeps the process of all the others."""

    def __init__(self, key: str, context: BrowserContext, watch: Watch) -> None:
        self.key, self.context, self.watch = key, context, watch
        self._anchor = context.new_page()
        self._anchor.route("**/*", lambda route: route.fulfill(body=BLANK, content_type="text/html"))
        self._anchor.goto("/")

    def clean(self) -> None:
        """Close what was opened, and forget what it has left behind."""
        for page in self.context.pages:
            if page is not self._anchor:
                page.close()
        self._anchor.evaluate(FORGET)
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.watch.complaints.clear()


class Lender:
    """Gives a context for some options: one that was used before with the same options, or a new one."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[str, Lent] = {}

    def make(self, options: dict[str, Any], *, flat: bool) -> tuple[BrowserContext, Watch]:
        """Return a new context that nobody else will use, and its watch; a flat one has no WebGL."""
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENT)
        if flat:
            context.add_init_script(FLAT)
        return context, Watch(context, options["base_url"])

    def lend(self, options: dict[str, Any], *, flat: bool) -> Lent:
        """Return a context as if it were new; only its cache is full."""
        key = repr((flat, sorted(options.items())))
        lent = self._kept.pop(key, None) or Lent(key, *self.make(options, flat=flat))
        lent.context.grant_permissions(options.get("permissions", []))  # cleaned, it has none
        return lent

    def take_back(self, lent: Lent) -> None:
        """Keep a context for the next who asks for the like; the one that has waited longest goes."""
        lent.clean()
        gone = [self._kept.pop(lent.key)] if lent.key in self._kept else []
        while len(self._kept) >= FEW:
            gone.append(self._kept.pop(next(iter(self._kept))))
        for other in gone:
            other.context.close()
        self._kept[lent.key] = lent

    def close(self) -> None:
        """Close all that is kept."""
        while self._kept:
            self._kept.popitem()[1].context.close()
