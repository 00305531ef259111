"""Contests: two swarms on one surface."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from app.schemas.answers import Sentence
from app.schemas.base import Body
from app.schemas.descent import RuleBody, Steps
from app.schemas.surface import SurfaceBody
from app.schemas.swarms import DEFAULT_STARTS, Frames, Seeds, StartSet, SwarmAnswer, SwarmBody


class ContestSideBody(RuleBody):
    """One of the swarms; `until` and `resume` do not count."""

    starts: StartSet = DEFAULT_STARTS


class ContestBody(Body):
    """Two swarms on one surface, of as many steps."""

    surface: SurfaceBody
    steps: Steps = 200
    sides: Annotated[list[ContestSideBody], Field(min_length=2, max_length=2)]
    seeds: Seeds = 8
    frames: Frames = 0

    def swarms(self) -> list[SwarmBody]:
        """Return each side as a swarm of its own."""
        found = []
        for side in self.sides:
            fields: dict[str, Any] = {name: getattr(side, name) for name in ContestSideBody.model_fields}
            found.append(
                SwarmBody.model_construct(
                    surface=self.surface, steps=self.steps, seeds=self.seeds, frames=self.frames, **fields
                )
            )
        return found


class ContestAnswer(BaseModel):
    """Both swarms, and how they compare."""

    sides: list[SwarmAnswer]
    sentence: Sentence
