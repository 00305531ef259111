/** The learning rate against the limit that the curvature sets: in which zone the next step is. */

import { apart, figure } from "./numbers.js";
import { box } from "./page.js";
import { text } from "./texts.js";

/** The limit stands at 2, as it does for gradient descent; the track ends a little beyond. */
const LIMIT = 2;
const END = 2.5;

/** @param {import("./store.js").Store} store */
export function createGauge(store) {
  const ball = box("gauge-ball");
  const says = box("gauge-says");

  function render() {
    const curvature = store.get().here?.curvature;
    if (!curvature) {
      ball.hidden = true;
      says.textContent = "";
      box("gauge").dataset.zone = "";
      return;
    }
    const { product, product_limit: limit, zone } = curvature;
    box("gauge-half").textContent = limit === null ? "" : figure(limit / 2, 3);
    box("gauge-limit").textContent = limit === null ? "" : figure(limit, 3);
    const at = product !== null && limit ? (LIMIT * product) / limit : null;
    ball.hidden = at === null;
    ball.style.setProperty("--at", String(Math.min(1, (at ?? 0) / END)));
    ball.dataset.beyond = String(at !== null && at > END);
    box("gauge").dataset.zone = zone ?? "none";
    const shown = apart(product, limit);
    const exactly = product !== null && product === limit;
    says.textContent =
      zone === null ? text("gauge.says.none") : text(`gauge.says.${exactly ? "limit" : zone}`, { product: shown[0], limit: shown[1] });
  }

  store.subscribe((_, changed) => {
    if (changed.has("here")) {
      render();
    }
  });
  render();
}
