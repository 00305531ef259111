"""A run whose learning rate was changed on its way: map, legend and shares are of the rate that it has at last."""

import pytest
from playwright.sync_api import Page, expect
from waiting import go_to_end, wait_until, wait_until_drawn

RUN = "surface=himmelblau&start=-0.27,-0.92&steps=300&tab=starts&basins=side:64"
RATES = "&optimizer=gradient_descent,learning_rate:0.012&changes=10:0.013,40:0.0155"
DEEP = "(−3.78, −3.28)"
STREAM = "**/api/v1/basins/stream"


def told(page: Page, language: str = "en") -> str:
    """What the API says of the map at the last rate, from the first step on."""
    body = {
        "surface": "himmelblau",
        "steps": 300,
        "optimizer": {"name": "gradient_descent", "learning_rate": 0.0155},
        "resolution": [64, 64],
    }
    answer = page.request.post("/api/v1/basins", data=body)
    assert answer.ok
    return answer.json()["sentence"][language]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "η = 0.0155 from the first step on. The run itself has it only from step 40 on."),
        ("zh", "从第一步起就用 η = 0.0155。运行本身从第 40 步起才用它。"),
    ],
)
def test_map_legend_and_shares_are_of_the_last_rate_and_say_so(page, language, words):
    page.goto(f"/?lang={language}#{RUN}{RATES}&step=5")
    expect(page.locator("#basins-live")).to_contain_text(told(page, language))
    expect(page.locator("#basins-changed")).to_contain_text(words)
    expect(page.locator("#basins-live")).to_contain_text(words)
    expect(page.locator("#basins-legend > tr", has_text=DEEP).first).to_have_attribute("data-over", "true")
    expect(page.locator("#shares")).to_have_attribute("aria-valuenow", "0.0155")


@pytest.mark.parametrize(
    ("changes", "rate", "says"),
    [
        ("300:0.02", 0.012, None),
        ("10:0.0155,300:0.02,400:0.03", 0.0155, "only from step 10 on"),
        ("299:0.0155", 0.0155, "only from step 299 on"),
    ],
)
def test_a_change_that_the_run_never_reaches_does_not_count(page, changes, rate, says):
    run = f"{RUN}&optimizer=gradient_descent,learning_rate:0.012&changes={changes}&step=5"
    with page.expect_request(STREAM) as found:
        page.goto(f"/?lang=en#{run}")
    assert found.value.post_data_json["optimizer"]["learning_rate"] == rate
    expect(page.locator("#shares")).to_have_attribute("aria-valuenow", str(rate))
    told_of = page.locator("#basins-changed")
    expect(told_of).to_contain_text(says) if says else expect(told_of).to_be_hidden()


def test_a_start_dropped_on_the_map_makes_the_very_run_of_the_map(page):
    page.goto(f"/?lang=en#{RUN}{RATES}&step=5")
    expect(page.locator("#terrain")).to_have_attribute("data-basins", "64×64")
    cross = page.get_by_role("application", name="Crosshair on the map of starts").first
    cross.focus()
    expect(page.locator("#basins-cell-live")).to_contain_text("at rest at")
    said = page.locator("#basins-cell-live").inner_text()
    page.keyboard.press("Enter")
    wait_until(page, "() => !location.hash.includes('changes=') && location.hash.includes('rate:0.0155')")
    expect(page.locator("#basins-changed")).to_be_hidden()
    go_to_end(page)
    expect(page.locator("#outcome-sentence")).to_contain_text(
        said.split(" at rest at ")[1].split(" after ")[0]
    )


def test_while_it_plays_the_map_is_of_the_rate_that_now_holds(page):
    page.goto("/?lang=en#surface=himmelblau&start=-0.27,-0.92&steps=3000&speed=0.125&tab=starts&basins=side:64,steps:300"
              "&optimizer=gradient_descent,learning_rate:0.012")  # fmt: skip
    wait_until(page, "() => Number(document.querySelector('main').dataset.step) > 3")
    wait_until_drawn(page, "#terrain")
    expect(page.locator("#basins-live")).not_to_be_empty()
    expect(page.locator("#basins-changed")).to_be_hidden()
    with page.expect_request(lambda one: one.url.endswith("/basins/stream")
                             and one.post_data_json["optimizer"]["learning_rate"] == 0.0155) as found:  # fmt: skip
        page.locator("#rate-figure").fill("0.0155")
        page.locator("#rate-figure").press("Enter")
    assert "schedule" not in found.value.post_data_json
    expect(page.locator("#basins-changed")).to_contain_text("η = 0.0155 from the first step on")
    expect(page.locator("#basins-live")).to_contain_text(told(page))
    wait_until(page, "() => /changes=\\d+:0.0155/.test(location.hash)")
