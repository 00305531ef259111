/** Where the balls of one swarm end: a line for each place, which counts along. */

import { listenForHover } from "../hover.js";
import { figure, percent, place, steady } from "../numbers.js";
import { within, write } from "../page.js";
import { text } from "../texts.js";
import { drawShapes } from "../views/swarm-layer.js";
import { readTheme } from "../views/theme.js";
import { LOOKS, arrivedBy } from "./swarm-read.js";

/** @typedef {import("./swarm-read.js").ReadSwarm} ReadSwarm */
/** @typedef {import("./swarm-read.js").Ending} Ending */
/** @typedef {{ endings: Ending[], look: Ending["look"], words: string, loss: number | null, lowest: boolean, way?: boolean }} Line
 *   way: of all balls that have not arrived by the step that is shown */

/** Minima that have a line of their own: with the others, and with what is on its way, all can be seen on a laptop. */
const MOST = 4;
const SIGN = 16;

const ARRIVED = "converged";
const ON_ITS_WAY = "running";
const LEFT = "diverged";

/** How balls of many minima are told in one line. @type {Ending["look"]} */
const MANY = { color: "--line", mark: "none" };
const RESTS = new Set([ARRIVED, "stalled"]);

/**
 * @param {HTMLElement} element
 * @param {{ onPoint: (keys: string[] | null) => void, onTake: (members: number[]) => void }} handlers
 */
export function createTally(element, { onPoint, onTake }) {
  const rows = within(element, "tbody");
  /** @type {ReadSwarm | null} */
  let shown = null;
  let looks = "";
  /** @type {{ line: Line, row: HTMLElement }[]} */
  let lines = [];

  /** @param {Line} line @param {number} index @param {string} marker */
  function rowOf(line, index, marker) {
    const row = /** @type {HTMLElement} */ (rows.children[index] ?? rows.appendChild(emptyRow()));
    const sign = /** @type {HTMLCanvasElement} */ (row.querySelector("canvas"));
    drawSign(sign, line.look, marker);
    const button = within(row, "button");
    write(within(button, "span"), line.words);
    button.title = text("swarm.take");
    row.dataset.key = line.endings.map(({ key }) => key).join("|");
    row.dataset.lowest = String(line.lowest);
    delete row.dataset.now;
    row.style.setProperty("--hue", `var(${line.look.color})`);
    const loss = within(row, ".tally-loss");
    write(loss, line.loss === null ? "" : figure(line.loss, 3));
    loss.title = line.loss === null ? "" : figure(line.loss);
    return { line, row };
  }

  function emptyRow() {
    const row = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    const button = document.createElement("button");
    button.type = "button";
    const sign = document.createElement("canvas");
    sign.setAttribute("aria-hidden", "true");
    button.append(sign, document.createElement("span"));
    name.append(button);
    row.append(name, ...["tally-loss", "tally-now", "tally-share"].map((role) =>
      Object.assign(document.createElement("td"), { className: role })));
    const point = () => onPoint(row.dataset.key ? row.dataset.key.split("|") : null);
    const leave = () => onPoint(null);
    listenForHover(row, { onPoint: point, onLeave: leave });
    button.addEventListener("focus", point);
    button.addEventListener("blur", leave);
    button.addEventListener("click", () => {
      const found = lines.find((one) => one.row === row);
      onTake(found?.line.endings.flatMap(({ members }) => members) ?? []);
    });
    return row;
  }

  return {
    /**
     * @param {ReadSwarm} swarm
     * @param {{ marker: string, step: number, theme: string }} how
     */
    render(swarm, { marker, step, theme }) {
      if (swarm !== shown || looks !== `${marker} ${theme}`) {
        shown = swarm;
        looks = `${marker} ${theme}`;
        const all = linesOf(swarm);
        while (rows.children.length > all.length) {
          rows.lastElementChild?.remove();
        }
        lines = all.map((line, index) => rowOf(line, index, marker));
        write(within(element, ".tally-over"), swarm.seeds > 1 ? text("swarm.over", { count: swarm.seeds }) : text("swarm.share"));
      }
      let there = 0;
      let left = swarm.count;
      for (const { line, row } of lines) {
        const now = line.way ? left : line.endings.reduce((sum, { arrivals }) => sum + arrivedBy(arrivals, step), 0);
        left -= now;
        there += line.endings.some(({ status }) => RESTS.has(status)) ? now : 0;
        if (row.dataset.now !== String(now)) {
          row.dataset.now = String(now);
          write(within(row, ".tally-now"), String(now));
          row.style.setProperty("--share", String(now / swarm.count));
          write(within(row, ".tally-share"), swarm.seeds > 1 ? spread(line) : percent(now / swarm.count));
        }
      }
      write(within(element, ".tally-count"), text("swarm.there", { now: there, count: swarm.count }));
      element.dataset.step = String(step);
      element.dataset.there = String(there);
    },
  };
}

/** The mean over the seeds, and how far one seed is from it. @param {Line} line */
function spread({ endings }) {
  const mean = endings.reduce((sum, ending) => sum + ending.mean, 0);
  return endings.length !== 1 ? steady(mean, 1) : text("swarm.spread", { mean: steady(mean, 1), deviation: steady(endings[0].deviation, 1) });
}

/**
 * A line for each of the first minima, one for all others, one for every other outcome, and last one for what is on its way.
 * @param {ReadSwarm} swarm
 * @returns {Line[]}
 */
function linesOf({ endings, gaps }) {
  const minima = endings.filter(({ status, at }) => status === ARRIVED && at);
  const own = minima.length > MOST + 1 ? minima.slice(0, MOST) : minima;
  const rest = minima.slice(own.length);
  const circling = endings.filter(({ status, at }) => status !== ARRIVED && at && status !== "stalled");
  const valleys = circling.length > MOST ? circling.slice(0, MOST - 1) : circling;
  /** @type {Map<string, Ending[]>} */
  const others = new Map();
  for (const ending of endings) {
    if (!minima.includes(ending) && !valleys.includes(ending) && ending.status !== ON_ITS_WAY) {
      others.set(ending.status, [...(others.get(ending.status) ?? []), ending]);
    }
  }
  return [
    ...own.map((ending) => lineOf([ending], text(ending.lowest ? "swarm.lowest" : "swarm.at", { place: place(ending.at) }))),
    ...(rest.length ? [{ ...lineOf(rest, text("swarm.others", { count: rest.length })), loss: null, look: MANY }] : []),
    ...valleys.map((ending) => lineOf([ending], text("swarm.valley", { place: place(ending.at) }))),
    ...[...others.values()].map((those) => ({ ...lineOf(those, text(gaps && those[0].status === LEFT ? "group.left" : `map.${those[0].status}`)), loss: null })),
    { endings: endings.filter(({ status }) => status === ON_ITS_WAY), words: text(`map.${ON_ITS_WAY}`), look: LOOKS[ON_ITS_WAY], loss: null,
      lowest: false, way: true },
  ];
}

/** @param {Ending[]} endings @param {string} words @returns {Line} */
const lineOf = (endings, words) => ({ endings, words, look: endings[0].look, loss: endings[0].status === ARRIVED ? endings[0].loss : null, lowest: endings[0].lowest });

/** A ball of the line. @param {HTMLCanvasElement} canvas @param {Ending["look"]} look @param {string} marker */
function drawSign(canvas, look, marker) {
  const ratio = 2;
  canvas.width = canvas.height = SIGN * ratio;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawShapes(context, [[SIGN / 2, SIGN / 2]], { look, marker, radius: 5.5 }, readTheme());
}
