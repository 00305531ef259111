"""Arrays and texts as JSON: never NaN or Infinity, the same bits back."""

import base64
import json
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from starlette.responses import JSONResponse

from engine.catalog import Text

NO_STORE = {"Cache-Control": "no-store"}


def both(text: Text) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en": text.en, "zh": text.zh}


def dumps(value: Any) -> str:
    """Return compact JSON; numbers keep every bit, non-finite ones become null."""
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(finite(value), allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def finite(value: Any) -> Any:
    """Return the value with null in place of every non-finite number."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: finite(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return value


def lists(array: NDArray[Any]) -> Any:
    """Return an array as nested lists."""
    return np.asarray(array).tolist()


def typed(array: NDArray[Any]) -> dict[str, str]:
    """Return an array in Plotly's form: little-endian bytes in base64, with their type and shape."""
    array = np.ascontiguousarray(array)
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    encoded = {
        "dtype": f"{array.dtype.kind}{array.dtype.itemsize}",
        "bdata": base64.b64encode(little.tobytes()).decode(),
    }
    if array.ndim > 1:
        encoded["shape"] = ", ".join(str(length) for length in array.shape)
    return encoded


class JSONText(JSONResponse):
    """A response whose JSON is already text."""

    def render(self, content: str) -> bytes:
        """Return the text as bytes."""
        return content.encode()


def json_text(text: str) -> JSONText:
    """Return the response that carries JSON written by hand."""
    return JSONText(text, headers=NO_STORE)


def answer(value: Any) -> JSONText:
    """Return the response that carries this value."""
    return json_text(dumps(value))
