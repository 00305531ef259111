"""Swarms: many starts descending together."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from app.schemas.answers import Number, Sentence, Typed
from app.schemas.base import Body, Point, one_of
from app.schemas.basins import Gaps, StallAnswer, StartStatus
from app.schemas.descent import RuleBody, Steps
from app.schemas.surface import SurfaceBody, Window
from app.schemas.sweeps import ReachedMinimum
from engine.noise import LARGEST_SEED

MOST_FRAMES = 512
FEWEST_FRAMES = 2

_WINDOW = Annotated[Window | None, Field(description="the surface's own when left out")]
_COUNT = Annotated[int, Field(ge=1, description="how many starts")]


class RandomStarts(Body):
    """Starts drawn evenly from a window."""

    name: Literal["random"]
    count: _COUNT = 100
    window: _WINDOW = None
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED, description="of the draw")] = 0


class BoxStarts(Body):
    """Starts spread evenly over a box, as many as are asked for."""

    name: Literal["box"]
    count: _COUNT = 100
    window: Annotated[Window | None, Field(description="the box; the surface's own window when left out")] = (
        None
    )


class GridStarts(Body):
    """Starts in rows and columns: the centres of the cells of a window."""

    name: Literal["grid"]
    resolution: Annotated[
        list[Annotated[int, Field(ge=1)]] | None,
        Field(
            min_length=1, max_length=2, description="cells along each axis, [nx, ny]; on a curve [n]; 10 each"
        ),
    ] = None
    window: _WINDOW = None


class GivenStarts(Body):
    """Starts one by one."""

    points: Annotated[list[Point], Field(min_length=1)]


STARTS = {"random": RandomStarts, "box": BoxStarts, "grid": GridStarts, "points": GivenStarts}
DEFAULT_STARTS = RandomStarts(name="random")

if TYPE_CHECKING:
    StartSet = Body
else:
    StartSet = one_of(STARTS, "starts", unnamed="points")


Seeds = Annotated[
    int,
    Field(ge=1, description="how many times from each start, with seeds from the run's own on; with noise"),
]


def _with_both_ends(frames: int) -> int:
    if frames == 1:
        raise PydanticCustomError("greater_than_equal", "too few for both ends", {"ge": FEWEST_FRAMES})
    return frames


Frames = Annotated[
    int,
    Field(
        ge=0,
        le=MOST_FRAMES,
        description="moments of the way, evenly spread, the start and the end among them: at least 2, or none",
    ),
    AfterValidator(_with_both_ends),
]


class SwarmBody(RuleBody):
    """A run, whose own start, `until` and `resume` do not count, and the starts from which it is made."""

    surface: SurfaceBody
    start: Annotated[Point | None, Field(description="does not count")] = None
    steps: Steps = 200
    starts: StartSet = DEFAULT_STARTS
    seeds: Seeds = 8
    frames: Frames = 0


class TallyAnswer(BaseModel):
    """How many starts end so; with noise over the seeds."""

    status: StartStatus
    place: Annotated[
        int | None,
        Field(description="a place in minima, of one that stalled in stalls; null for none of them"),
    ]
    mean: Annotated[float, Field(description="how many of the starts")]
    fewest: int
    most: int
    deviation: Annotated[float, Field(description="the standard deviation from seed to seed; 0 for one seed")]


class FramesAnswer(BaseModel):
    """Where the starts are at some steps, with the first seed."""

    steps: list[int]
    points: Annotated[
        Typed, Field(description="frames × starts × coordinates; NaN from where a run has left")
    ]


class SwarmAnswer(BaseModel):
    """How runs from many starts end; the lists have one entry a start, for the first seed."""

    starts: list[list[float]]
    seeds: list[int]
    statuses: list[StartStatus]
    places: Annotated[list[int | None], Field(description="as in the tally")]
    steps: Annotated[
        list[int | None],
        Field(description="the step from which a converged run rests, or with which a diverged one left"),
    ]
    losses: Annotated[list[Number], Field(description="at the end; null where it diverged")]
    ends: list[list[Number]]
    minima: list[ReachedMinimum]
    stalls: list[StallAnswer]
    tally: Annotated[list[TallyAnswer], Field(description="the most frequent outcome first")]
    spread: Annotated[
        list[Number] | None,
        Field(
            description="with noise: the root-mean-square distance of a start's ends from their mean over the seeds; "
            "null where one of them diverged"
        ),
    ]
    lowest_share: Annotated[
        Number,
        Field(
            description="of all runs that come to rest in the lowest of the minima, or in one as low; null without "
            "minima"
        ),
    ]
    frames: FramesAnswer | None
    gaps: Gaps
    sentence: Sentence
