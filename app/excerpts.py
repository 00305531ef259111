"""JSON as a person reads it: short things on one line, long lists and texts cut at “…”."""

import json
from typing import Any, Final

WIDTH: Final = 56  # characters of one line
MOST_ITEMS: Final = 3  # of a list that are shown
MOST_OBJECTS: Final = 1  # of a list of objects that are shown
MOST_CHARACTERS: Final = 44  # of a text that are shown
MOST_LINES: Final = 48  # of a whole excerpt
CUT: Final = "…"
PROGRESS: Final = "event: progress\n"


def excerpt(value: Any, *, width: int = WIDTH) -> str:
    """Return the value as indented JSON, shortened."""
    lines = _written(value, width, 0).split("\n")
    return "\n".join(lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], CUT])


def written(value: Any, *, width: int = WIDTH) -> str:
    """Return the value as indented JSON, whole."""
    return _written(value, width, 0, whole=True)


def events(text: str) -> str:
    """Return a stream's first event and its last one, their data shortened.

    How far the work is, is told by the clock: such events are left out, so that the same example always reads the same.
    """
    blocks = [block for block in text.strip().split("\n\n") if not block.startswith(PROGRESS)]
    found = [_event(block) for block in blocks]
    shown = found if len(found) <= 2 else [found[0], CUT, found[-1]]
    return "\n\n".join(shown)


def _event(block: str) -> str:
    name, _, data = block.partition("\ndata: ")
    return f"{name}\ndata: {excerpt(json.loads(data))}"


def _written(value: Any, width: int, indent: int, *, whole: bool = False) -> str:
    if isinstance(value, str):
        cut = value if whole or len(value) <= MOST_CHARACTERS else value[: MOST_CHARACTERS - 1] + CUT
        return json.dumps(cut, ensure_ascii=False)
    if not isinstance(value, dict | list):
        return json.dumps(value)
    items = _items(value, width, indent + 2, whole=whole)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    line = f"{opening}{', '.join(items)}{closing}"
    if "\n" not in line and len(line) + indent <= width:
        return line
    pad = "\n" + " " * (indent + 2)
    return f"{opening}{pad}{f',{pad}'.join(items)}\n{' ' * indent}{closing}"


def _items(value: Any, width: int, indent: int, *, whole: bool) -> list[str]:
    if isinstance(value, dict):
        return [
            f"{json.dumps(name)}: {_written(item, width, indent, whole=whole)}"
            for name, item in value.items()
        ]
    most = MOST_OBJECTS if value and isinstance(value[0], dict) else MOST_ITEMS
    shown = value if whole or len(value) <= most else value[: max(1, most - 1)]
    items = [_written(item, width, indent, whole=whole) for item in shown]
    return items if len(shown) == len(value) else [*items, CUT]
