"""What every page shares: its language, its place in the navigation, its texts and the addresses of its files."""

from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.assets import asset_dir
from app.bundles import PAGE_SHEET
from app.texts.ui import texts

LANGUAGES: Final = ("en", "zh")
# The pages of the header's navigation by name, in their order; the name is also the key of the title.
PAGES: Final = {"playground": "/", "reference": "/reference", "api": "/api"}


class Link(NamedTuple):
    """One page in the navigation."""

    name: str
    address: str
    current: bool


def environment() -> Environment:
    """Return the template environment: autoescape on, an undefined name is an error."""
    loader = FileSystemLoader(asset_dir("templates"))
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def preferred_language(asked: str | None, accepted: str) -> str:
    """Return the language of `?lang=`, else the one that the browser prefers, else English."""
    if asked in LANGUAGES:
        return asked
    ranked = []
    for place, part in enumerate(accepted[:200].split(",")):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.split("-")[0]))
        except ValueError:
            continue
    return next((tag for _, _, tag in sorted(ranked) if tag in LANGUAGES), LANGUAGES[0])


def language_of(request: Request) -> str:
    """Return the language in which a request is answered."""
    return preferred_language(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def frame(language: str, page: str) -> dict[str, Any]:
    """Return what base.html names, addresses of files apart."""
    said = texts(language)

    def t(key: str, **figures: str) -> str:
        return said[key].format(**figures) if figures else said[key]

    return {
        "language": language,
        "home": f"/?lang={language}",
        "pages": [Link(name, f"{at}?lang={language}", name == page) for name, at in PAGES.items()],
        "t": t,
        "texts": said,
        "sheet": PAGE_SHEET,
    }


def page_response(request: Request, template: str, context: dict[str, Any]) -> HTMLResponse:
    """Return a page, written in the language of its context."""
    assets = request.app.state.assets
    files = {"static": assets.url("js/main.js").removesuffix("/js/main.js")}
    html = _TEMPLATES.get_template(template).render(context | files)
    language = context["language"]
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language", "Content-Language": language}
    return HTMLResponse(html, headers=headers)


_TEMPLATES: Final = environment()
