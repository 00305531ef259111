"""The knobs that schedules share, each worded once. Rates are shares of η, lengths are counted in steps."""

from engine.catalog import Knob, Text

LONGEST = 1e9  # steps


def length(title: Text, help: Text, *, name: str = "length", symbol: str = "T", default: int = 200) -> Knob:
    """Return a knob that counts steps."""
    return Knob(
        name=name,
        symbol=symbol,
        default=default,
        soft=(1, 1000),
        hard=(1, LONGEST),
        scale="log",
        unit="steps",
        whole=True,
        title=title,
        help=help,
    )


def factor(default: float) -> Knob:
    """Return the knob γ of the schedules that shrink the rate again and again."""
    return Knob(
        name="factor",
        symbol="γ",
        default=default,
        soft=(0.1, 1.0),
        hard=(0.0, 1.0),
        title=Text("Factor", "衰减系数"),
        help=Text(
            "What the rate is multiplied by each time. At one it stays as it is.",
            "每次衰减时学习率要乘的系数。取一则保持不变。",
        ),
    )


def lowest(default: float, help: Text) -> Knob:
    """Return the knob of the smallest rate, as a share of η."""
    return Knob(
        name="lowest",
        symbol="l",
        default=default,
        soft=(0.0, 1.0),
        hard=(0.0, 1.0),
        title=Text("Lowest share", "最低比例"),
        help=help,
    )


def share(
    name: str, symbol: str, default: float, *, soft: tuple[float, float], title: Text, help: Text
) -> Knob:
    """Return a knob of a rate as a share of η that may be very small."""
    return Knob(
        name=name,
        symbol=symbol,
        default=default,
        soft=soft,
        hard=(0.0, 1.0),
        scale="log",
        title=title,
        help=help,
    )
