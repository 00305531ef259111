"""What answers look like: only for the description of the API, nothing is validated on the way out."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = float | None
Path = Annotated[list[list[float]], Field(description="[x, y] or [w] each")]


class Sentence(BaseModel):
    """A text in both languages."""

    en: str
    zh: str


class Fault(BaseModel):
    """One thing that is wrong."""

    model_config = ConfigDict(title="ProblemError")

    field: Annotated[str, Field(description="dotted path in the request; empty for the request as a whole")]
    code: str
    message: Sentence
    hint: Sentence | None = None
    position: Annotated[int | None, Field(description="from 0, in the text that was sent")] = None
    length: int | None = None
    nearest: Annotated[str | None, Field(description="the nearest known name")] = None
    limit: float | None = None


class Problem(BaseModel):
    """Problem details (RFC 9457); the request is never repeated in them."""

    type: str
    title: str
    title_zh: str
    status: int
    detail: str
    detail_zh: str
    errors: list[Fault]


class Outcome(BaseModel):
    """What happened, as codes and figures and as a sentence."""

    model_config = ConfigDict(extra="allow")

    status: Literal["converged", "stalled", "bouncing", "diverged", "running"]
    reason: str
    step: int
    sentence: Sentence


class DescentAnswer(BaseModel):
    """A run."""

    points: Path
    losses: list[Number]
    gradient_norms: list[Number]
    outcome: Outcome
    state: Annotated[dict[str, Any] | None, Field(description="for resume; null when the run has diverged")]


class Typed(BaseModel):
    """An array in Plotly's form."""

    dtype: str
    bdata: str
    shape: str | None = None
