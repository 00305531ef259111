/** Zoom and pan of a flat picture: by wheel, by two fingers, by keys, or with the plot's own frame; the page then gets the window. */

import { pointerPosition } from "./axes.js";
import { listenForDrags } from "./drags.js";
import { relayout } from "./plot.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {[number, number][]} Ranges */

/** The ground is asked for again after so much rest. */
const REST_MS = 160;
const WHEEL = 0.0016;
const KEY_ZOOM = 1.3;
const KEY_PAN = 0.1;

/** Beyond these parts and multiples of the whole map, numbers get too close for the ticks or too large. */
const SMALLEST = 1e-4;
const LARGEST = 1e4;

/** @type {Record<string, [number, number]>} */
const PANS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** @type {Record<string, number>} */
const ZOOMS = { "+": 1 / KEY_ZOOM, "=": 1 / KEY_ZOOM, "-": KEY_ZOOM, _: KEY_ZOOM };

/** @typedef {{ window: [number, number] | [number, number][], whole?: [number, number][], zoomed?: boolean,
 *   frame?: [number, number][] | null, texts: import("./models.js").SurfaceTexts }} Zoomable */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {Object} page
 * @param {() => Zoomable | null} page.model
 * @param {boolean} [page.across]  only the first axis
 * @param {boolean} [page.arrows]  the arrow keys move the picture
 * @param {() => readonly [number, number] | null} [page.about]  what the keys zoom about, in pixels; else the middle
 * @param {(window: [number, number][] | null) => void} [page.onWindow]
 */
export function createZoom(stage, { model, across = false, arrows = true, about = () => null, onWindow }) {
  const { element } = stage;
  const listening = new AbortController();
  const { signal } = listening;
  /** @type {Ranges | null} */
  let wanted = null;
  let busy = false;
  let frame = 0;
  let timer = 0;
  const button = element.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "view-reset";
  button.hidden = true;
  button.addEventListener("click", whole);
  element.tabIndex = 0;
  element.setAttribute("aria-keyshortcuts", "+ - 0");

  /** @returns {Ranges | null} */
  function shown() {
    const axes = stage.axes();
    return axes && rangesOf(axes, across);
  }

  /**
   * What a further turn or key goes on from: where the page wants a part, that, for what is shown may be the ground of an
   * earlier one.
   * @returns {Ranges | null}
   */
  const latest = () => wanted ?? model()?.frame ?? shown();

  /** Everything again. */
  function whole() {
    const now = model();
    const window = windowOf(now);
    wanted = null;
    if (window && !now?.zoomed) {
      apply(window);
    }
    clearTimeout(timer);
    timer = 0;
    onWindow?.(null);
  }

  async function show() {
    frame = 0;
    if (busy || !wanted || !stage.plotted()) {
      return;
    }
    busy = true;
    const [x, y] = wanted;
    await relayout(stage.host, { "xaxis.range": [...x], ...(y && { "yaxis.range": [...y] }) });
    busy = false;
  }

  /** @param {Ranges} ranges */
  function apply(ranges) {
    wanted = ranges;
    frame ||= requestAnimationFrame(show);
    clearTimeout(timer);
    timer = window.setTimeout(settle, REST_MS);
  }

  function settle() {
    if (busy || frame) {
      timer = window.setTimeout(settle, REST_MS);
      return;
    }
    const ranges = wanted ?? shown();  // a ground that came meanwhile shows its own window
    wanted = null;
    if (ranges && isZoomed(ranges, windowOf(model()))) {
      onWindow?.(ranges.map(tidy));
    }
  }

  /**
   * @param {number} factor  of the width of the window
   * @param {readonly [number, number]} fixed  in pixels
   */
  function scale(factor, fixed) {
    const axes = stage.axes();
    const ranges = latest();
    const first = model()?.whole ?? windowOf(model());
    if (!axes || !ranges || !first) {
      return;
    }
    const width = ((ranges[0][1] - ranges[0][0]) * factor) / (first[0][1] - first[0][0]);
    if (!(width > SMALLEST && width < LARGEST)) {
      return;
    }
    const parts = [(fixed[0] - axes.left) / axes.width, 1 - (fixed[1] - axes.top) / axes.height];
    apply(ranges.map(([low, high], axis) => {
      const stays = low + parts[axis] * (high - low);
      return [stays + (low - stays) * factor, stays + (high - stays) * factor];
    }));
  }

  /** @param {readonly number[]} shares  of the frame, right and up */
  function pan(shares) {
    const ranges = latest();
    if (ranges) {
      apply(ranges.map(([low, high], axis) => {
        const by = shares[axis] * (high - low);
        return [low + by, high + by];
      }));
    }
  }

  /** @returns {readonly [number, number]} */
  function middle() {
    const axes = stage.axes();
    return axes ? [axes.left + axes.width / 2, axes.top + axes.height / 2] : [0, 0];
  }

  element.addEventListener("wheel", (event) => {
    if (event.ctrlKey || !event.shiftKey) {
      event.preventDefault();
      scale(Math.exp(event.deltaY * WHEEL * (event.deltaMode === 1 ? 16 : 1)), pointerPosition(element, event));
    }
  }, { signal, passive: false });
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || event.metaKey || event.altKey || event.ctrlKey) {
      return;
    }
    if (arrows && PANS[event.key]) {
      pan(PANS[event.key].map((part) => part * KEY_PAN));
    } else if (ZOOMS[event.key]) {
      scale(ZOOMS[event.key], about() ?? middle());
    } else if (event.key === "0") {
      whole();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
  listenForDrags(element, { signal, pan: (pixels) => {
    const axes = stage.axes();
    if (axes) {
      pan([-pixels[0] / axes.width, across ? 0 : pixels[1] / axes.height]);
    }
  }, scale });

  return {
    /** The mapping may have changed. @param {Axes} axes */
    place(axes) {
      const now = model();
      const window = windowOf(now);
      const name = now?.texts.wholeMap ?? "";
      if (button.textContent !== name) {
        button.textContent = name;
      }
      const zoomed = isZoomed(rangesOf(axes, across), window);
      const whole = !zoomed && !now?.zoomed;
      if (button.hidden !== whole) {
        button.hidden = whole;
      }
      if (zoomed && !wanted && !timer && stage.plotted()) {
        timer = window ? globalThis.setTimeout(settle, REST_MS) : 0;
      }
      if (!zoomed && !wanted) {
        clearTimeout(timer);
        timer = 0;
      }
    },
    destroy() {
      listening.abort();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      button.remove();
    },
  };
}

/** @param {Axes} axes @param {boolean} across @returns {Ranges} */
function rangesOf(axes, across) {
  const x = /** @type {[number, number]} */ ([axes.toX(axes.left), axes.toX(axes.left + axes.width)]);
  const y = /** @type {[number, number]} */ ([axes.toY(axes.top + axes.height), axes.toY(axes.top)]);
  return across ? [x] : [x, y];
}

/** @param {Zoomable | null} model @returns {Ranges | null} */
function windowOf(model) {
  return model && /** @type {Ranges} */ (typeof model.window[0] === "number" ? [model.window] : model.window);
}

/** @param {Ranges} ranges @param {Ranges | null} window */
function isZoomed(ranges, window) {
  return Boolean(window?.some(([low, high], axis) =>
    ranges[axis].some((edge, side) => Math.abs(edge - (side ? high : low)) > 1e-6 * (high - low))));
}

/** Edges to six digits of the width: short in the link. @param {[number, number]} range @returns {[number, number]} */
function tidy([low, high]) {
  const decimals = Math.min(15, Math.max(0, 5 - Math.floor(Math.log10(high - low))));
  return [Number(low.toFixed(decimals)), Number(high.toFixed(decimals))];
}
