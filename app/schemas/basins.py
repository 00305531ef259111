"""Many starts: what becomes of a run from each."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.schemas.answers import Number, Sentence, Typed
from app.schemas.base import Point
from app.schemas.descent import RuleBody, Steps
from app.schemas.schedule import Rate
from app.schemas.surface import SurfaceBody, Window
from app.schemas.sweeps import ReachedMinimum, Status

StartStatus = Status | Literal["undefined"]


Gaps = Annotated[
    bool,
    Field(
        description="whether the loss may have no value somewhere: a run that steps there counts as diverged"
    ),
]


class StartsBody(RuleBody):
    """A run, whose own start, `until` and `resume` do not count, and a window of starts."""

    surface: SurfaceBody
    start: Annotated[Point | None, Field(description="does not count: every cell has its own")] = None
    steps: Steps = 200
    window: Annotated[Window | None, Field(description="of starts; the surface's own when left out")] = None


class BasinsBody(StartsBody):
    """A run, and the grid of starts from which it is made."""

    resolution: Annotated[
        list[Annotated[int, Field(ge=1)]] | None,
        Field(
            min_length=1,
            max_length=2,
            description="cells along each axis, [nx, ny]; on a curve [n]; 128 each",
        ),
    ] = None
    ends: Annotated[bool, Field(description="with the last point of every run")] = False


class StallAnswer(BaseModel):
    """A place without a slope where runs stalled."""

    kind: Annotated[
        Literal["saddle", "maximum", "kink", "flat"],
        Field(description="flat is level ground, wherever it is"),
    ]
    at: list[float] | None


class ShareAnswer(BaseModel):
    """How many starts have the same outcome."""

    status: StartStatus
    place: Annotated[
        int | None,
        Field(description="a place in minima, of one that stalled in stalls; null for none of them"),
    ]
    count: int
    share: float


class BasinsAnswer(BaseModel):
    """What becomes of a run from every cell of a window."""

    window: Window
    resolution: list[int]
    x: Annotated[list[float] | None, Field(description="the starts' coordinates: centres of the cells")] = (
        None
    )
    y: list[float] | None = None
    w: Annotated[list[float] | None, Field(description="on a curve, instead of x and y")] = None
    names: Annotated[list[StartStatus], Field(description="the statuses by number")]
    statuses: Annotated[Typed, Field(description="numbers of statuses, row by row from below")]
    places: Annotated[
        Typed,
        Field(
            description="where a run converged, or in whose valley it bounces, as a place in minima; where it stalled, "
            "as a place in stalls; −1 for none of them"
        ),
    ]
    steps: Annotated[
        Typed,
        Field(
            description="from which a converged run rests, or with which a diverged one left; −1 for others"
        ),
    ]
    astray: Annotated[
        Typed, Field(description="1 where the run converged to another minimum than the nearest to its start")
    ]
    ends: Annotated[Typed | None, Field(description="the last points, on request")] = None
    minima: Annotated[
        list[ReachedMinimum],
        Field(description="the catalog's, reached or not, then those that were found, lowest first"),
    ]
    stalls: list[StallAnswer]
    shares: Annotated[list[ShareAnswer], Field(description="the largest first")]
    astray_share: Annotated[
        float, Field(description="of the starts that reached another minimum than the nearest")
    ]
    tolerance: Annotated[float, Field(description="ends nearer to each other than this are one place")]
    gaps: Gaps
    learning_rate: Annotated[Number, Field(description="with which the runs were made")]
    sentence: Sentence
    remarks: Annotated[
        Sentence,
        Field(description="the end of the sentence, which no share says; empty when there is nothing"),
    ]


class SharesBody(StartsBody):
    """A run, the grid of starts from which it is made, and the learning rates at which it is tried."""

    resolution: Annotated[
        list[Annotated[int, Field(ge=1)]] | None,
        Field(
            min_length=1, max_length=2, description="cells along each axis, [nx, ny]; on a curve [n]; 32 each"
        ),
    ] = None
    lowest: Annotated[Rate, Field(description="the lowest learning rate")] = 1e-5
    highest: Annotated[Rate, Field(description="the highest one, above the lowest")] = 10.0
    count: Annotated[
        int,
        Field(
            ge=2,
            description="how many rates, with equal ratios between them; fewer where there are not so many numbers",
        ),
    ] = 60


class ValleyAnswer(ReachedMinimum):
    """A minimum, when its valley lets go, and the shares of the starts that are in it at each rate."""

    stays: Annotated[
        Number,
        Field(
            description="the highest rate tried below `leaves`: balls that begin beside the minimum stay in its "
            "valley for all the steps. Null if so few steps do not tell, if one of them is outside at the limit "
            "already, if the gradient is drawn, or if the valley was not tried: only some are, the catalog's first, "
            "then those that most runs reach. The limit above is where they stop coming to rest; with more steps both "
            "borders come closer to it where balls leave slowly"
        ),
    ]
    leaves: Annotated[
        Number,
        Field(
            description="the lowest rate tried at which one of them is seen outside; null if none is, or where `stays` "
            "is null. Which rates are tried follows from the minimum: where it has a limit, 2 % apart from there up "
            "to four times it, 10 % apart up to 64 times, then ever closer around the first that leaves, down to "
            "neighbours of four digits"
        ),
    ]
    digits: Annotated[
        int | None,
        Field(
            description="digits of `leaves` that half of the steps tell as all do; null where nothing is told"
        ),
    ]
    converged: list[float]
    bouncing: Annotated[list[float], Field(description="of the starts that circle in this valley")]


class OtherShares(BaseModel):
    """The shares of the starts that end in none of the valleys, at each rate."""

    running: list[float]
    converged: list[float]
    stalled: list[float]
    bouncing: list[float]
    diverged: list[float]


class SharesAnswer(BaseModel):
    """Where the starts of a window end, against the learning rate."""

    rates: list[float]
    window: Window
    resolution: list[int]
    minima: list[ValleyAnswer]
    others: OtherShares
    undefined: Annotated[float, Field(description="of the starts at which the loss has no value")]
    steps: Annotated[int, Field(description="of each run")]
    gaps: Gaps
    sentence: Sentence
