"""What is said of a comparison is what its sweeps find."""

import pytest

from app.texts.comparisons import holding_sentence
from app.texts.figures import apart, figure
from engine import Descent, choose, named_surface
from engine.catalog import Text
from engine.comparisons import COMPARISONS
from engine.sweeps.holding import holding
from engine.sweeps.sweep import spread


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_rate_in_the_sentence_comes_from_the_sweeps(name):
    comparison = COMPARISONS[name]
    rates = spread(*comparison.rates, 200)
    found = [holding(descent, rates) for descent in comparison.descents()]
    titles = [member.title for member in comparison.members]
    told = holding_sentence(titles, found)
    for title, held in zip(titles, found, strict=True):
        assert title.en in told.en
        assert title.zh in told.zh
        if held.moves:
            shown = apart(held.holds_to, held.lets_go_at, held.home.limit)
            assert len(set(shown)) == 3
            for text in (told.en, told.zh):
                assert all(rate in text for rate in shown)
    moving = [held.holds_to for held in found if held.moves]
    times = figure(max(moving) / min(moving), 2)
    assert f"takes {times} times the learning rate" in told.en
    assert f"的 {times} 倍" in told.zh


def test_a_ball_that_never_moves_is_said_to_stand_still():
    comparison = COMPARISONS["activations"]
    found = [holding(descent, spread(0.1, 50, 40)) for descent in comparison.descents()]
    told = holding_sentence([member.title for member in comparison.members], found)
    assert told.en.startswith("The step: its ball stands still at every η")
    assert told.zh.startswith("阶跃：没有坡度")


def test_where_all_rates_hold_and_where_none_does():
    bowl = Descent(named_surface("parabola"), (2.0,), choose("gradient_descent"), 200)
    title = Text("bowl", "碗")
    held, lost = (holding(bowl, spread(*rates, 20)) for rates in ((0.01, 1.9), (2.1, 4.0)))
    assert holding_sentence([title], [held]).en == "The bowl holds its ball at every η here, up to 1.9."
    assert (
        holding_sentence([title], [lost]).en == "The bowl does not hold its ball even at the smallest η here."
    )
