/** The colours of the map in true loss. */

import { figure } from "./numbers.js";
import { box, hide } from "./page.js";

/** Figures under the scale. */
const FIGURES = 5;

/** @param {import("./store.js").Store} store */
export function createLegend(store) {
  const figures = box("legend-figures");

  function render() {
    const { ground } = store.get();
    const levels = /** @type {{ shade: number, loss: number }[]} */ (ground?.data.levels ?? []);
    hide(box("legend"), !ground || ground.window.length === 1 || levels.length === 0);
    if (!ground || levels.length === 0) {
      return;
    }
    const { lowest, highest } = ground.data;
    const inner = Array.from({ length: FIGURES - 2 }, (_, index) => (index + 1) / (FIGURES - 1)).map((shade) =>
      levels.reduce((best, level) => (Math.abs(level.shade - shade) < Math.abs(best.shade - shade) ? level : best)),
    );
    const marks = [
      { shade: 0, loss: lowest?.loss ?? lowest }, ...inner, { shade: 1, loss: highest?.loss ?? highest },
    ];
    figures.replaceChildren(
      ...marks.map(({ shade, loss }, index) => {
        const mark = document.createElement("span");
        mark.textContent = figure(loss, 3);
        mark.dataset.end = index === 0 ? "low" : index === marks.length - 1 ? "high" : "";
        mark.style.setProperty("--at", String(shade));
        return mark;
      }),
    );
  }

  store.subscribe((_, changed) => {
    if (changed.has("ground")) {
      render();
    }
  });
  render();
}
