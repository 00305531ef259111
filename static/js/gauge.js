/** The learning rate against the limit that the curvature sets: in which zone the step from here is. */

import { catalog, optimizerEntry } from "./catalog.js";
import { apart, figure } from "./numbers.js";
import { box, hide, tell } from "./page.js";
import { text } from "./texts.js";

/** The limit stands at 2, as it does for gradient descent; the track ends a little beyond. */
const LIMIT = 2;
const END = 2.5;

/** Steps whose place on the track stays in sight behind the ball. */
const TRAIL = 12;

/** @typedef {import("./types.js").Curvature} Curvature */

/** @param {import("./store.js").Store} store */
export function createGauge(store) {
  const gauge = box("gauge");
  const ball = box("gauge-ball");
  const trail = [...box("gauge-trail").children].map((mark) => /** @type {HTMLElement} */ (mark));
  /** @type {{ step: number, at: number | null }[]} where the ball stood, newest first */
  let stood = [];
  let key = "";

  /** @param {number} step @param {number | null} at */
  function remember(step, at) {
    const owner = store.get().run?.key ?? "";
    const followed = owner === key && stood[0] && step > stood[0].step;
    const kept = followed ? stood : owner === key ? stood.filter((one) => one.step < step) : [];
    key = owner;
    stood = [{ step, at }, ...kept].slice(0, TRAIL + 1);
    trail.forEach((mark, index) => {
      const one = stood[index + 1];
      hide(mark, !one || one.at === null);
      mark.style.setProperty("--at", String(placeOf(one?.at ?? 0)));
      mark.style.setProperty("--age", String(index / TRAIL));
    });
  }

  function render() {
    const { here, description } = store.get();
    const curvature = here?.curvature;
    gauge.dataset.zone = curvature ? (curvature.zone ?? "none") : "";
    box("gauge-says").textContent = curvature ? sentence(curvature) : "";
    tell(box("gauge-note"), here ? noteOf(description) : null);
    const at = curvature ? shareOf(curvature) : null;
    hide(ball, at === null);
    ball.style.setProperty("--at", String(placeOf(at ?? 0)));
    ball.dataset.beyond = String(at !== null && at > END);
    if (here) {
      const limit = here.curvature.product_limit;
      box("gauge-half").textContent = limit === null ? "" : figure(limit / LIMIT, 3);
      box("gauge-limit").textContent = limit === null ? "" : figure(limit, 3);
      remember(here.step, at);
    }
  }

  store.subscribe((_, changed) => {
    if (changed.has("here")) {
      render();
    }
  });
  render();
}

/** Where a step stands, the limit at 2; null where nothing limits the rate. @param {Curvature} curvature */
function shareOf({ product, product_limit: limit }) {
  return product !== null && limit ? (LIMIT * product) / limit : null;
}

/**
 * What the limit does not know of.
 * @param {import("./types.js").Description} description
 */
function noteOf({ optimizer, gradient }) {
  const draws = catalog.gradients.find(({ name }) => name === gradient.source)?.draws;
  return [
    optimizerEntry(optimizer.name).adaptive ? text("gauge.adaptive") : "",
    gradient.clip === null ? "" : text("gauge.clipped"),
    draws ? text("gauge.noisy") : "",
  ].filter(Boolean).join(" ");
}

/** @param {number} at */
const placeOf = (at) => Math.min(1, at / END);

/** @param {Curvature} curvature */
function sentence({ product, product_limit: limit, zone }) {
  if (zone === null) {
    return text("gauge.says.none");
  }
  const [here, most] = apart(product, limit);
  const said = product === limit ? "limit" : limit === LIMIT && product === LIMIT / 2 ? "exact" : zone;
  return text(`gauge.says.${said}`, { product: here, limit: most });
}
