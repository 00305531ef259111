/** The strip of charts under the timeline: one tab at a time, what its bar offers, and the axis of the loss. */

import { box, hide, within } from "./page.js";

/** @param {import("./store.js").Store} store */
export function createTabs(store) {
  const tabs = [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-tab]"))];
  const tools = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tabs]"))];
  const scales = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[name=loss-scale]"))];

  /** @param {string} tab */
  const choose = (tab) => store.set({ view: { ...store.get().view, tab } });

  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab.dataset.tab ?? ""));
    tab.addEventListener("keydown", (event) => {
      const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (turn) {
        event.preventDefault();
        event.stopPropagation();
        const next = tabs[(index + turn + tabs.length) % tabs.length];
        choose(next.dataset.tab ?? "");
        next.focus();
      }
    });
  });
  scales.forEach((scale) =>
    scale.addEventListener("change", () =>
      store.set({ view: { ...store.get().view, logScale: scale.value === "log" } }),
    ),
  );

  function render() {
    const { tab: chosen, logScale } = store.get().view;
    within(document, ".stage").dataset.strip = chosen;
    for (const tab of tabs) {
      const selected = tab.dataset.tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      box(`panel-${tab.dataset.tab}`).hidden = !selected;
    }
    for (const tool of tools) {
      hide(tool, !(tool.dataset.tabs ?? "").split(" ").includes(chosen));
    }
    scales.forEach((scale) => {
      scale.checked = (scale.value === "log") === logScale;
    });
  }

  store.subscribe((_, changed) => {
    if (changed.has("view")) {
      render();
    }
  });
  render();
  return { names: tabs.map((tab) => tab.dataset.tab ?? "") };
}
