"""The state of the page, without the page."""

import pytest
from views_page import open_views

pytestmark = pytest.mark.flat


def test_a_listener_that_throws_silences_no_other_and_is_reported(browser):
    with open_views(browser) as opened:
        heard = opened("views=none").evaluate(
            """async () => {
              const { createStore } = await import("/static/js/store.js");
              const store = createStore({ step: 0 }, () => ({}));
              const heard = [];
              window.addEventListener("error", (event) => {
                event.preventDefault();
                heard.push(event.error.message);
              });
              store.subscribe(({ step }) => {
                if (step === 1) throw new Error("listener");
              });
              store.subscribe(({ step }) => heard.push(step));
              store.set({ step: 1 });
              store.set({ step: 2 });
              return heard;
            }"""
        )
    assert heard == ["listener", 1, 2]


def test_what_is_set_together_is_there_at_once_and_told_once_at_its_end(browser):
    with open_views(browser) as opened:
        heard = opened("views=none").evaluate(
            """async () => {
              const { createStore } = await import("/static/js/store.js");
              const store = createStore({ step: 0, status: "paused" }, () => ({}));
              const heard = [];
              store.subscribe(({ step, status }, changed) => heard.push([step, status, [...changed].sort()]));
              const thrown = [];
              store.together(() => {
                store.set({ step: 1 });
                store.together(() => store.set({ status: "loading" }));
                heard.push(store.get().step);
              });
              try {
                store.together(() => { store.set({ step: 2 }); throw new Error("act"); });
              } catch (error) {
                thrown.push(error.message);
              }
              return [heard, thrown];
            }"""
        )
    assert heard == [[1, [1, "loading", ["status", "step"]], [2, "loading", ["step"]]], ["act"]]


def test_the_latest_question_is_on_its_way_before_an_answer_is_shown(browser):
    with open_views(browser) as opened:
        happened = opened("views=none").evaluate(
            """async () => {
              const { createLane } = await import("/static/js/lane.js");
              const happened = [];
              const answers = [];
              const lane = createLane({
                send: (question) => {
                  happened.push(`asked ${question}`);
                  return new Promise((give) => answers.push(give));
                },
                onAnswer: (answer, question) => happened.push(`${answer} shown for ${question}`),
                onFailure: (error) => happened.push(`failed ${error}`),
              });
              const settle = () => new Promise((done) => setTimeout(done));
              ["first", "second", "third"].forEach(lane.ask);
              answers[0]("one");
              await settle();
              lane.forget();
              answers[1]("two");
              await settle();
              return [happened, lane.busy()];
            }"""
        )
    assert happened == [["asked first", "asked third", "one shown for first"], False]
