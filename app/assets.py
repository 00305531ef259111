"""Static files, served from memory under an address that holds their hash and is good for ever."""

import asyncio
import gzip
import hashlib
import importlib.util
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.problems import Fault, Problem, problem_response

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
HASH_LENGTH = 12
GZIP_LEVEL = 5  # level 9 costs three times the time for one per cent of plotly.min.js
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
TEXT_TYPES = ("text/", "application/json", "image/svg+xml")

Bundles = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]  # files by name, and what is made of them


def asset_dir(name: str) -> Path:
    """Return the folder of this name, beside the package in a checkout, inside it in a wheel."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


def plotly_path() -> Path:
    """Return where the plotly package keeps its browser bundle, without importing it."""
    spec = importlib.util.find_spec("plotly")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the plotly package is not installed")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


@dataclass(frozen=True)
class Asset:
    """One file, as it is and compressed."""

    content: bytes
    compressed: bytes | None
    media_type: str
    tag: str


def read_asset(path: Path) -> Asset:
    """Read a file and compress it, when it is text."""
    return make_asset(path.read_bytes(), path.suffix)


def make_asset(content: bytes, suffix: str) -> Asset:
    """Return content as it is served under a name with this ending."""
    media_type = MEDIA_TYPES.get(suffix, "application/octet-stream")
    compressed = None
    if media_type.startswith(TEXT_TYPES):
        compressed = gzip.compress(content, GZIP_LEVEL, mtime=0)
    return Asset(content, compressed, media_type, hashlib.sha256(content).hexdigest()[:HASH_LENGTH])


class Assets:
    """The static tree under one hash, and Plotly's bundle under its own.

    One hash for the whole tree is a prefix of the path, so relative imports between modules keep working and
    an old module never meets a new one. The tree is read again when a file has changed.
    """

    def __init__(self, root: Path, plotly: Path, bundles: Bundles = lambda files: {}) -> None:
        """Read the tree below `root`, and what `bundles` makes of its files."""
        self.root = root
        self._bundles = bundles
        self._plotly_path = plotly
        self._plotly: asyncio.Task[Asset] | None = None
        self._plotly_prefix = f"plotly-{hashlib.sha256(plotly.read_bytes()).hexdigest()[:HASH_LENGTH]}"
        self._seen: dict[str, tuple[int, int]] = {}
        self._files: dict[str, Asset] = {}
        self._prefix = ""
        self.refresh()

    def url(self, name: str) -> str:
        """Return the address of a file: url("js/main.js") is "/static/<hash>/js/main.js"."""
        if name == "plotly.min.js":
            return f"/static/{self._plotly_prefix}/{name}"
        self.refresh()
        if name not in self._files:
            raise FileNotFoundError(f"static/{name}")
        return f"/static/{self._prefix}/{name}"

    def refresh(self) -> None:
        """Read the tree again, if a file came, went or changed."""
        seen = dict(sorted(_stamps(self.root)))
        if seen == self._seen and self._prefix:
            return
        self._files = {name: read_asset(self.root / name) for name in seen}
        made = self._bundles({name: asset.content for name, asset in self._files.items()})
        self._files |= {name: make_asset(content, Path(name).suffix) for name, content in made.items()}
        tags = "\n".join(f"{name} {asset.tag}" for name, asset in self._files.items())
        self._seen, self._prefix = seen, hashlib.sha256(tags.encode()).hexdigest()[:HASH_LENGTH]

    async def prepare(self) -> None:
        """Compress Plotly's bundle beside other work, once."""
        self._plotly = asyncio.create_task(asyncio.to_thread(read_asset, self._plotly_path))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for /<hash>/<path>."""
        prefix, _, name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/").partition("/")
        asset, current = await self._find(prefix, name)
        if scope["method"] not in ("GET", "HEAD"):
            problem = Problem(405, Fault("method_not_allowed"), headers={"Allow": "GET, HEAD"})
            response = problem_response(problem)
        elif asset is None:
            response = problem_response(Problem(404, Fault("not_found")))
        else:
            response = _serve(asset, Headers(scope=scope), IMMUTABLE if current else REVALIDATE)
        await response(scope, receive, send)

    async def _find(self, prefix: str, name: str) -> tuple[Asset | None, bool]:
        if prefix == self._plotly_prefix and name == "plotly.min.js":
            if self._plotly is None:
                await self.prepare()
            assert self._plotly is not None
            return await asyncio.shield(self._plotly), True
        if prefix != self._prefix:
            self.refresh()
        return self._files.get(name), prefix == self._prefix


def _stamps(folder: Path | str, inside: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name of every file below a folder that is not hidden, with its time and size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _stamps(entry.path, f"{inside}{entry.name}/")
            else:
                status = entry.stat()
                yield inside + entry.name, (status.st_mtime_ns, status.st_size)


def _serve(asset: Asset, headers: Headers, caching: str) -> Response:
    tag = f'"{asset.tag}"'
    answer = {"Cache-Control": caching, "ETag": tag}
    if asset.compressed is not None:
        answer["Vary"] = "Accept-Encoding"
    if tag in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=answer)
    content = asset.content
    if asset.compressed is not None and "gzip" in headers.get("accept-encoding", ""):
        content = asset.compressed
        answer["Content-Encoding"] = "gzip"
    return Response(content, headers=answer, media_type=asset.media_type)
