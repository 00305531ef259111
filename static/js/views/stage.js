/** One plot with our own layers over it: Plotly below, a layer that rests, one that moves, and what is laid over both. */

import { plainAxes, plotAxes } from "./axes.js";
import { MARGIN, draw, purge, relayout, whenReady } from "./plot.js";
import { readTheme } from "./theme.js";

/** @typedef {import("./axes.js").Axes} Axes */
/** @typedef {import("./plot.js").PlotHost} PlotHost */
/** @typedef {import("./plot.js").Trace} Trace */
/** @typedef {import("./plot.js").Layout} Layout */
/** @typedef {{ traces: Trace[], layout: Layout, label: string }} Figure */

/**
 * @param {HTMLElement} element
 * @param {Object} options
 * @param {() => void} options.onChange       the mapping may have changed: draw the layers again
 * @param {() => void} [options.onSize]       draws its figure anew for another size; else Plotly stretches what is there
 * @param {number} [options.patience]         for so many milliseconds another size waits for a figure that may be on its way
 * @param {Promise<unknown>} [options.when]  when Plotly may draw
 */
export function createStage(element, { onChange, onSize, patience = 0, when = whenReady() }) {
  element.classList.add("view");
  const host = /** @type {PlotHost} */ (add(element, "div", "view-plot"));
  const resting = layer(element);
  const moving = layer(element);
  const over = layer(element);
  let size = { width: 0, height: 0 };
  let theme = readTheme();
  let themeName = "";
  /** @type {Figure | null} */
  let figure = null;
  /** @type {Axes | null} */
  let axes = null;
  let ready = false;
  let drawn = false;
  let destroyed = false;
  let late = 0;

  function readAxes() {
    const range = figure?.layout.xaxis && [figure.layout.xaxis.range, figure.layout.yaxis.range];
    const plotted = drawn ? plotAxes(host) : null;
    axes = plotted ?? (range && size.width ? plainAxes(range[0], range[1], size, MARGIN) : null);
  }

  function changed() {
    readAxes();
    onChange();
  }

  async function plot() {
    if (!ready || !figure || !size.width || destroyed) {
      return;
    }
    const layout = { ...figure.layout, width: size.width, height: size.height };
    const done = draw(host, figure.traces, layout, figure.label);
    if (!drawn) {
      drawn = true;
      for (const event of ["plotly_afterplot", "plotly_relayouting", "plotly_relayout"]) {
        host.on?.(event, changed);
      }
    }
    readAxes();
    await done;
    if (!destroyed) {
      element.dataset.ready = "true";
      changed();
    }
  }

  function measure() {
    const next = { width: element.clientWidth, height: element.clientHeight };
    const ratio = globalThis.devicePixelRatio || 1;
    const same = next.width === size.width && next.height === size.height && resting.canvas.width === Math.round(next.width * ratio);
    size = next;
    for (const context of same ? [] : [resting, moving, over]) {
      context.canvas.width = Math.round(size.width * ratio);
      context.canvas.height = Math.round(size.height * ratio);
      context.canvas.style.width = `${size.width}px`;
      context.canvas.style.height = `${size.height}px`;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    return !same;
  }

  function resize() {
    if (destroyed || !measure() || !size.width) {
      return;
    }
    if (onSize) {
      onSize();
    } else if (drawn) {
      void relayout(host, { width: size.width, height: size.height });
    } else {
      void plot();
    }
    changed();
  }

  measure();
  const observer = new ResizeObserver(() => {
    clearTimeout(late);
    late = patience ? window.setTimeout(resize, patience) : 0;
    late || requestAnimationFrame(resize);
  });
  observer.observe(element);
  when.then(() => {
    ready = true;
    return plot();
  }, () => {});

  return {
    element,
    host,
    resting,
    moving,
    over,
    /** The present mapping; null until there is something to show. */
    axes: () => axes,
    theme: () => theme,
    size: () => size,
    /** True when Plotly has drawn, so that our first picture can go. */
    plotted: () => drawn,
    /**
     * Reads the tokens again when the page's theme has another name than before.
     * @param {string} name
     */
    useTheme(name) {
      if (name === themeName) {
        return false;
      }
      themeName = name;
      theme = readTheme();
      return true;
    },
    /** @param {Figure} next */
    show(next) {
      figure = next;
      readAxes();
      void plot();
    },
    resize,
    measure,
    destroy() {
      destroyed = true;
      clearTimeout(late);
      observer.disconnect();
      purge(host);
      element.replaceChildren();
      delete element.dataset.ready;
    },
  };
}

/** @typedef {ReturnType<typeof createStage>} Stage */

/**
 * @param {HTMLElement} element
 * @param {string} tag
 * @param {string} name
 */
function add(element, tag, name) {
  const child = document.createElement(tag);
  child.className = name;
  return element.appendChild(child);
}

/**
 * A canvas over the whole element.
 * @param {HTMLElement} element
 */
export function layer(element) {
  const canvas = /** @type {HTMLCanvasElement} */ (add(element, "canvas", "view-layer"));
  canvas.setAttribute("aria-hidden", "true");
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/**
 * Empties a layer.
 * @param {CanvasRenderingContext2D} context
 */
export function wipe(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

/**
 * Keeps drawing inside the frame until the returned function is called.
 * @param {CanvasRenderingContext2D} context
 * @param {Axes} frame
 */
export function clipTo(context, { left, top, width, height }) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  return () => context.restore();
}

/**
 * True when any part is another than before.
 * @param {unknown[]} parts
 * @param {unknown[]} before
 */
export function differ(parts, before) {
  return parts.length !== before.length || parts.some((part, index) => part !== before[index]);
}
