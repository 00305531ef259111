"""The command line: python -m app --port 8000 --host 127.0.0.1."""

import argparse
import asyncio
import contextlib
import errno
import sys
from collections.abc import Sequence

from app.server import listen, make_server
from app.settings import describe_settings, settings_from_environment

LOCAL = ("127.0.0.1", "localhost", "::1")
SWITCH_INTERVAL = (
    0.0005  # seconds; with Python's 0.005 a small request waits several times as long beside a thread
)
EVERYWHERE = ("0.0.0.0", "::", "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; return the exit code."""
    options = _parser().parse_args(arguments)
    if options.settings:
        print(describe_settings())
        return 0
    try:
        settings = settings_from_environment()
        opened = listen(options.host, options.port)
    except ValueError as error:
        return _fail(str(error))
    except (OSError, OverflowError) as error:
        return _fail(_why_not(error, options.host, options.port))
    from app.main import create_app

    sys.setswitchinterval(SWITCH_INTERVAL)
    server = make_server(create_app(settings), settings)
    print(_greeting(options.host, opened.getsockname()[1], known=bool(settings.lan_hosts)), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=[opened]))
    return 0


def _greeting(host: str, port: int, *, known: bool) -> str:
    name = "localhost" if host in LOCAL + EVERYWHERE else f"[{host}]" if ":" in host else host
    lines = [f"Fall Line is at http://{name}:{port}/  (Ctrl-C stops it)"]
    if host not in LOCAL and not known:
        lines.append("For other machines set FALL_LINE_LAN_HOSTS to this machine's name or address.")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description="Serve Fall Line.")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on; 0 picks a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--settings", action="store_true", help="list the limits and their variables, then stop"
    )
    return parser


def _why_not(error: Exception, host: str, port: int) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken. Another Fall Line, perhaps? Try: make run PORT={port + 1}"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return f"Port {port} needs an administrator. Try: make run PORT=8000"
    return f"Cannot listen on {host}, port {port}."


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
