"""The browser of the tests and benchmarks: found on this machine, or else installed."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

# It only ever visits our own server, so it needs no sandbox (root has none); WebGL runs in software.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 900


class NoBrowserError(Exception):
    """No browser could be found, installed or started; the message says what to do."""


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Starts Chromium: $FALL_LINE_BROWSER, else Playwright's own, one on PATH, or one that it installs."""
    failures: list[str] = []
    with _one_at_a_time():
        for origin, path in _candidates(playwright, failures):
            try:
                return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
            except Error as error:
                failures.append(f"  {origin}: {error.message.strip().splitlines()[0]}")
    raise NoBrowserError(
        "The browser tests need Chromium, and none could be started.\n"
        + "".join(f"{failure}\n" for failure in failures)
        + "Install it (apt-get install chromium, or .venv/bin/playwright install --with-deps chromium), "
        "or name one: FALL_LINE_BROWSER=/path/to/chromium make test"
    )


def executable(playwright: Playwright) -> str:
    """Return the path of the Chromium that launch() starts, when there is one already."""
    _, path = next(_candidates(playwright, []))
    return path or playwright.chromium.executable_path


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Lets one process look for a browser, and install it; the next ones find it."""
    with (Path(tempfile.gettempdir()) / f"fall-line-browser-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _candidates(playwright: Playwright, failures: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yields what to start, the next only when the last did not start; no path means Playwright's own."""
    if told := os.environ.get("FALL_LINE_BROWSER"):
        yield "$FALL_LINE_BROWSER", told
        return
    if Path(playwright.chromium.executable_path).exists():
        yield "Playwright's own", None
    on_path = [path for path in map(shutil.which, NAMES) if path]
    for path in on_path:
        yield path, path
    if _install_with_apt(failures):
        for path in filter(None, map(shutil.which, NAMES)):
            if path not in on_path:
                yield path, path
    if _install_with_playwright(failures):
        yield "playwright install", None


def _install_with_apt(failures: list[str]) -> bool:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    # the second package is the font of the Chinese pages
    install = [apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"]
    return _succeeds([apt, "update"], failures) and _succeeds(install, failures)


def _install_with_playwright(failures: list[str]) -> bool:
    system = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    return _succeeds([sys.executable, "-m", "playwright", "install", *system, "chromium"], failures)


def _succeeds(command: list[str], failures: list[str]) -> bool:
    words = " ".join(command)
    print(f"No browser yet: {words}", file=sys.stderr, flush=True)
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=INSTALL_SECONDS,
            check=True,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stdout", None) or str(error)).strip().splitlines()
        why = next(
            (line for line in said if line.startswith(("E:", "Error:"))), said[-1] if said else "failed"
        )
        failures.append(f"  {words}: {why}")
        return False
    return True
