"""What a refusal looks like: only for the description of the API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.answers import Sentence


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
