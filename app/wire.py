"""Arrays and texts as JSON: never NaN or Infinity, the same bits back."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic_core import to_json
from starlette.responses import JSONResponse

from engine.catalog import Text

NO_STORE = {"Cache-Control": "no-store"}


def both(text: Text) -> dict[str, str]:
    """Return a text in both languages."""
    return {"en": text.en, "zh": text.zh}


def dumps(value: Any) -> bytes:
    """Return compact JSON; numbers keep every bit, non-finite ones become null.

    The shortest digits of a float cost Rust a tenth of what they cost Python; they are most of a long run's answer.
    """
    return to_json(value, inf_nan_mode="null")


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

    def render(self, content: bytes) -> bytes:
        """Return the text as it is."""
        return content


def json_text(text: bytes) -> JSONText:
    """Return the response that carries JSON written by hand."""
    return JSONText(text, headers=NO_STORE)


def answer(value: Any) -> JSONText:
    """Return the response that carries this value."""
    return json_text(dumps(value))
