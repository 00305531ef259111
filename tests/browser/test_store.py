"""The state of the page, without the page."""

from views_page import open_views


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
