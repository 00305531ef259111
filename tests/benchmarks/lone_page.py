"""A page that nobody listens in on: whoever hears of every request, as Playwright does, slows each of them down."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chromium import FLAGS

SIZE = (1280, 800)

# Chromium reads commands from file 3 and writes to file 4.
START = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'
SETTLED = """(holds, argument) => new Promise(done => {
    const look = () => holds(argument) ? done() : requestAnimationFrame(look);
    look();
})"""


class LonePage:
    """One page of a browser of its own, told what to do by Chromium's own protocol, of which it uses no events."""

    def __init__(self, browser: subprocess.Popen[bytes]) -> None:
        self._browser = browser
        self._calls = 0
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        width, height = SIZE
        self._tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self._tell("Page.enable")

    def _send(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        assert self._browser.stdin is not None
        self._calls += 1
        message = {"id": self._calls, "method": method, "params": parameters}
        self._browser.stdin.write(
            json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0"
        )
        self._browser.stdin.flush()
        while (said := self._heard()).get("id") != self._calls:
            pass
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error']['message']}")
        result: dict[str, Any] = said["result"]
        return result

    def _heard(self) -> dict[str, Any]:
        assert self._browser.stdout is not None
        message = bytearray()
        while (byte := self._browser.stdout.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser has ended")
            message += byte
        said: dict[str, Any] = json.loads(message)
        return said

    def _tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._send(method, self._session, **parameters)

    def open(self, address: str, *, script: str) -> None:
        """Open a page in which a function runs before anything else."""
        self._tell("Page.addScriptToEvaluateOnNewDocument", source=f"({script})()")
        self._tell("Page.navigate", url=address)
        self.until("() => document.readyState === 'complete'")

    def evaluate(self, function: str, argument: Any = None) -> Any:
        """Return what a function of JavaScript gives, or promises."""
        said = self._tell(
            "Runtime.evaluate",
            expression=f"({function})({json.dumps(argument)})",
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in said:
            raise RuntimeError(said["exceptionDetails"])
        return said["result"].get("value")

    def until(self, condition: str, argument: Any = None) -> None:
        """Wait until a function of JavaScript returns something true."""
        self.evaluate(f"argument => ({SETTLED})({condition}, argument)", argument)

    def mouse(self, kind: str, x: float, y: float, *, held: bool = True) -> None:
        """Let the mouse do something, its left button held or not: mouseMoved, mousePressed or mouseReleased."""
        button, buttons = ("left", int(kind != "mouseReleased")) if held else ("none", 0)
        self._tell(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, buttons=buttons, clickCount=1
        )

    def press(self, key: str) -> None:
        """Press a key and let go of it."""
        for kind in ("rawKeyDown", "keyUp"):
            self._tell("Input.dispatchKeyEvent", type=kind, key=key, code=key)


@contextmanager
def lone_page(path: str) -> Iterator[LonePage]:
    """Starts the browser at a path, and yields its page."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--hide-scrollbars"]
        command = ["sh", "-c", START, path, *FLAGS, *options, "about:blank"]
        browser = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            yield LonePage(browser)
        finally:
            browser.kill()
            browser.wait()
