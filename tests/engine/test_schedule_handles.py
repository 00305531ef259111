"""Every knob of a schedule is a point of its curve that can be dragged."""

import pytest

from engine.schedules import SCHEDULES, schedule
from engine.schedules.handles import dragged, handles

ETA = 0.1
STEPS = 300
EVERY_HANDLE = [(name, handle.knob) for name in SCHEDULES for handle in handles(schedule(name), ETA, STEPS)]


def handle_of(found, knob):
    return next(handle for handle in handles(found, ETA, STEPS) if handle.knob == knob)


def test_every_knob_has_a_handle():
    assert [(name, knob.name) for name, record in SCHEDULES.items() for knob in record.knobs] == EVERY_HANDLE


@pytest.mark.parametrize(("name", "knob"), EVERY_HANDLE)
def test_a_handle_lies_on_the_curve(name, knob):
    found = schedule(name)
    handle = handle_of(found, knob)
    assert handle.rate == found.learning_rates(ETA, handle.step, 1)[0]


@pytest.mark.parametrize(("name", "knob"), EVERY_HANDLE)
def test_a_dragged_handle_goes_where_it_is_put(name, knob):
    found = schedule(name)
    handle = handle_of(found, knob)
    if handle.along == "step":
        moved = dragged(found, ETA, knob, step=37, rate=ETA / 2)
        assert handle_of(moved, knob).step == 37
    else:
        moved = dragged(found, ETA, knob, step=handle.step, rate=ETA / 3)
        # the value is rounded to four digits, and a factor acts many times over
        assert moved.learning_rates(ETA, handle.step, 1)[0] == pytest.approx(ETA / 3, rel=0.01)
    others = {one: value for one, value in found.knobs if one != knob}
    assert {one: value for one, value in moved.knobs if one != knob} == others


@pytest.mark.parametrize(("name", "knob"), EVERY_HANDLE)
def test_no_drag_leaves_the_range_of_the_knob(name, knob):
    low, high = next(one.hard for one in SCHEDULES[name].knobs if one.name == knob)
    for step, rate in ((0, 1e-12), (10**9, 1e6)):
        assert low <= dict(dragged(schedule(name), ETA, knob, step=step, rate=rate).knobs)[knob] <= high


IDLE = [
    ("one_cycle", {"length": 200, "peak_at": 0.3}, 60, {"length", "peak_at", "start_share"}),
    ("one_cycle", {"length": 1}, 60, {"length"}),
    ("one_cycle", {"peak_at": 0.0}, STEPS, {"length", "peak_at", "end_share"}),
    ("one_cycle", {"start_share": 1.0, "end_share": 1.0}, STEPS, {"start_share", "end_share"}),
    ("step", {"every": 50}, 50, {"every"}),
    ("step", {"every": 50}, 51, {"every", "factor"}),
    ("step", {"factor": 1.0}, STEPS, {"factor"}),
    ("cosine", {"lowest": 1.0}, STEPS, {"lowest"}),
    ("cosine", {"length": 10**6}, STEPS, {"length"}),
    ("exponential", {}, 1, set()),
]


@pytest.mark.parametrize(("name", "knobs", "steps", "shown"), IDLE)
def test_a_knob_that_hardly_changes_a_rate_has_no_handle(name, knobs, steps, shown):
    assert {handle.knob for handle in handles(schedule(name, **knobs), ETA, steps)} == shown


WITHOUT = [
    ("one_cycle", "end_share", 40),
    ("one_cycle", "end_share", 61),
    ("step", "factor", 20),
    ("cosine", "lowest", 0),
]


@pytest.mark.parametrize(("name", "knob", "step"), WITHOUT)
def test_a_drag_where_a_knob_does_not_act_leaves_it(name, knob, step):
    for rate in (ETA / 2, 2 * ETA):
        assert dragged(schedule(name), ETA, knob, step=step, rate=rate) == schedule(name)


@pytest.mark.parametrize(
    ("name", "knob"), [("cosine", "lowest"), ("exponential", "factor"), ("step", "factor")]
)
def test_a_drag_reaches_both_ends_of_the_range(name, knob):
    for rate, end in ((0.0, 0.0), (ETA, 1.0)):
        assert dict(dragged(schedule(name), ETA, knob, step=STEPS, rate=rate).knobs)[knob] == end


def test_changes_by_hand_stay():
    changed = schedule("cosine", changes=[(10, 0.5)])
    assert dragged(changed, ETA, "length", step=50, rate=1.0).changes == ((10, 0.5),)


@pytest.mark.parametrize("length", range(60, 110))
def test_only_the_place_of_the_peak_moves_the_peak(length):
    found = schedule("one_cycle", length=length)
    along = {handle.knob: handle.along for handle in handles(found, ETA, STEPS)}
    assert along == {"length": "step", "peak_at": "step", "start_share": "rate", "end_share": "rate"}
    moved = dragged(found, ETA, "end_share", step=STEPS - 1, rate=ETA / 4)
    assert dict(moved.knobs)["end_share"] == 0.25
