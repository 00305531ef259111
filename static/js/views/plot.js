/** The one file that talks to Plotly: waits for it, draws with it, gives every plot the same margins, ticks and hover. */

import { faded } from "./theme.js";

/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {Record<string, any>} Trace */
/** @typedef {Record<string, any>} Layout */
/** @typedef {HTMLElement & { on?: (event: string, listener: (data: any) => void) => void }} PlotHost */

/** One margin for every plot, so that frames stand in line. */
export const MARGIN = Object.freeze({ l: 52, r: 14, t: 12, b: 30 });

const CONFIG = Object.freeze({
  displaylogo: false,
  displayModeBar: false,
  showSendToCloud: false,
  showTips: false,
  doubleClick: false,
  scrollZoom: false,
  responsive: false,
});

const TICK_SIZE = 12;

/** @returns {any} */
const library = () => /** @type {any} */ (globalThis).Plotly;

/** @type {() => void} */
let arrived;
/** @type {(error: Error) => void} */
let failed;
/** @type {Promise<void>} */
const arrival = new Promise((resolve, reject) => {
  arrived = resolve;
  failed = reject;
});

/** @param {HTMLScriptElement} script */
function follow(script) {
  script.addEventListener("load", () => arrived());
  script.addEventListener("error", () => failed(new Error("The plotting library did not load.")));
}

/** The turn of whoever comes next. */
let turn = arrival;

/**
 * Resolves when Plotly's script has run. Those who wait for it take turns, a frame each, so that the first picture stands
 * before work on the second begins.
 */
export function whenReady() {
  const script = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[src*="plotly"]'));
  if (library()) {
    return Promise.resolve();
  }
  if (script) {
    follow(script);
  }
  const mine = turn;
  turn = mine.then(() => new Promise((resolve) => {
    afterPaint(() => resolve());
  }));
  turn.catch(() => {});
  return mine;
}

/** Fetches the library that the document names, once. Parsing it is long work: what can be seen without it goes before. */
export function fetchPlotly() {
  const link = /** @type {HTMLLinkElement} */ (document.querySelector('link[as="script"][href*="plotly"]'));
  const script = document.createElement("script");
  script.src = link.href;
  follow(script);
  document.head.append(script);
}

/** Acts when a frame has been painted that was drawn from now on. @param {() => void} act */
export function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/**
 * Draws, or redraws with what changed, and names the picture for people who do not see it.
 * @param {PlotHost} host
 * @param {Trace[]} traces
 * @param {Layout} layout
 * @param {string} label
 */
export async function draw(host, traces, layout, label) {
  await library().react(host, traces, layout, CONFIG);
  host.querySelectorAll("svg.main-svg").forEach((svg, index) => {
    if (index === 0) {
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", label);
    } else {
      svg.setAttribute("aria-hidden", "true");
    }
  });
}

/**
 * @param {PlotHost} host
 * @param {Layout} changes
 */
export function relayout(host, changes) {
  return library().relayout(host, changes);
}

/**
 * @param {PlotHost} host
 * @param {Trace} changes
 * @param {number[]} indices
 */
export function restyle(host, changes, indices) {
  return library().restyle(host, changes, indices);
}

/** @param {PlotHost} host */
export function purge(host) {
  library()?.purge(host);
}

/**
 * What all flat plots share.
 * @param {Theme} theme
 * @param {{ width: number, height: number }} size
 * @returns {Layout}
 */
export function baseLayout(theme, size) {
  return {
    width: size.width,
    height: size.height,
    autosize: false,
    margin: { ...MARGIN, pad: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.font, size: TICK_SIZE, color: theme.secondInk },
    showlegend: false,
    hovermode: "closest",
    hoverlabel: {
      bgcolor: theme.paper,
      bordercolor: theme.line,
      font: { family: theme.font, size: TICK_SIZE, color: theme.ink },
      align: "left",
    },
    dragmode: matchMedia("(pointer: coarse)").matches ? false : "zoom",
  };
}

/**
 * An axis with outside ticks and no grid; grid: true adds hairlines.
 * @param {Theme} theme
 * @param {[number, number]} range
 * @param {{ grid?: boolean, more?: Layout }} [options]
 * @returns {Layout}
 */
export function axis(theme, range, { grid = false, more = {} } = {}) {
  return {
    range: [...range],  // zooming writes into it
    autorange: false,
    showgrid: grid,
    gridcolor: faded(theme.line, 0.7),
    gridwidth: 1,
    zeroline: false,
    showline: false,
    ticks: "outside",
    ticklen: 4,
    tickwidth: 1,
    tickcolor: theme.line,
    tickfont: { size: TICK_SIZE, color: theme.secondInk },
    automargin: false,
    fixedrange: false,
    ...more,
  };
}
