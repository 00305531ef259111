"""Every way in which a run can fail: named, explained, and cured where there is a cure."""

import re

import pytest
from playwright.sync_api import expect
from waiting import wait_for_state, wait_until

pytestmark = pytest.mark.flat

PLAIN = "optimizer=gradient_descent"
THROWN = f"surface=relu_cost&start=-2.5&{PLAIN},learning_rate:16"
# link: status, words of the sentence in English and in Chinese, whether a rate is offered that holds
ENDINGS = {
    f"surface=himmelblau&start=4,4&{PLAIN},learning_rate:0.05": (
        "diverged",
        r"Diverged at step \d+: the loss .*because η·λ = [\d.,]+ is above 2\. Try η = [\d.]+",
        r"第 \d+ 步发散：.*因为 η·λ = [\d.,]+，高于 2。试试 η = [\d.]+",
        True,
    ),
    f"surface=saddle&start=1,0.1&{PLAIN},learning_rate:0.5": (
        "diverged",
        "There is no bottom to arrive at, so no learning rate helps",
        "没有谷底可到，换什么学习率都没有用",
        False,
    ),
    f"surface=himmelblau&start=-3,-3&{PLAIN},learning_rate:0.0155": (
        "bouncing",
        r"circles in the valley of \(−3\.78, −3\.28\); at η·λ = 2\.07, above 2, nothing comes to rest there",
        r"在 \(−3\.78, −3\.28\) 的谷中来回打转；η·λ = 2\.07，高于 2，在那里什么都停不下来",
        True,
    ),
    f"surface=saddle&start=1,0&{PLAIN},learning_rate:0.1": (
        "stalled",
        "Stalled on the saddle",
        "停滞在鞍点",
        False,
    ),
    f"surface=easom&start=-3,8&{PLAIN},learning_rate:0.1": (
        "stalled",
        "Stalled on flat ground",
        "停滞在平台区",
        False,
    ),
    f"surface=terraces&start=-3,2&{PLAIN},learning_rate:1": (
        "stalled",
        "No slope, no motion",
        "没有坡度，就不会移动",
        False,
    ),
    f"surface=terraces_1d&start=4.5&{PLAIN},learning_rate:1": (
        "stalled",
        "Stalled on a terrace",
        "一级梯田上",
        False,
    ),
    THROWN: (
        "stalled",
        r"Its steps carried it there\. Try η = 8",
        "是它自己的步子把它带到这里的。试试 η = 8",
        True,
    ),
    "surface=parabola&start=2&optimizer=momentum,learning_rate:5": (
        "diverged",
        r"because η·λ = 5 is above 3\.8\. Try η",
        r"因为 η·λ = 5，高于 3\.8。试试 η",
        True,
    ),
    "surface=six_hump_camel&start=0.22,-0.57&optimizer=adadelta,learning_rate:1000": (
        "diverged",
        r"because η = 1000 is too large here\. Try η",
        r"因为 η = 1000 在这里太大。试试 η",
        True,
    ),
    f"surface=ackley&start=-0.5,3&{PLAIN},learning_rate:45": (
        "running",
        r"falling, yet above the 8\.71 that it began with\. Try η",
        r"还在下降，但仍高于出发时的 8\.71。试试 η",
        True,
    ),
}


ASKED = [(link, "en") for link in ENDINGS] + [(link, "zh") for link in (next(iter(ENDINGS)), THROWN)]


@pytest.mark.parametrize(("link", "language"), ASKED)
def test_an_ending_is_named_with_its_cause_and_its_cure(open_page, link, language):
    page = open_page(reduced_motion="reduce")  # which opens at the end of the run
    status, english, chinese, cured = ENDINGS[link]
    page.goto(f"/?lang={language}#{link}&steps=200")
    wait_for_state(page, "ended")
    outcome = page.locator("#outcome")
    expect(outcome).to_have_attribute("data-status", status)
    expect(page.locator("#outcome-sentence")).to_have_text(
        re.compile(english if language == "en" else chinese)
    )
    holds = page.locator("#nexts").get_by_role("button", name=re.compile(r"^(Try|试试) η = "))
    expect(holds).to_have_count(int(cured))
    if cured:
        said = page.locator("#outcome-sentence").inner_text()
        rate = re.search(r"(?:Try|试试) η = ([\d.,]*\d)", said)[1]
        assert rate in holds.inner_text()
        holds.click()
        wait_until(page, f"() => location.hash.includes('learning_rate:{rate}&')")
        wait_for_state(page, "ended")
        expect(outcome).to_have_attribute("data-status", re.compile("converged|running"))
