/** The legend of the map of starts: a list of the minima and of what else becomes of starts, each of which can be made to stand out. */

import { listenForHover } from "../hover.js";
import { figure, percent } from "../numbers.js";
import { box, hide, mark, write } from "../page.js";
import { text } from "../texts.js";
import { paintCells, paletteOf } from "../views/cell-paint.js";
import { readTheme } from "../views/theme.js";
import { limitFigure, nameOf, overLimit } from "./basin-words.js";

/** @typedef {import("./basin-groups.js").Group} Group */

const SWATCH = Object.freeze({ width: 30, height: 14 });

/** After more minima than these what else becomes of starts would not be seen: it goes before them. */
const MANY = 8;

/** Rows at most: a page of places is no list any more. */
const MOST = 80;

/**
 * @param {{ onLight: (key: string | null) => void, onMore: () => void }} handlers  onMore: more steps are wanted
 */
export function createBasinLegend({ onLight, onMore }) {
  const list = box("basins-legend");
  /** @type {Map<string, { row: HTMLElement, share: HTMLElement, limit: HTMLElement | null, more: HTMLElement | null, button: HTMLButtonElement }>} */
  let rows = new Map();
  /** @type {string | null} */
  let pinned = null;
  /** @type {unknown[]} */
  let shown = [];

  /** @param {string | null} key */
  function pin(key) {
    pinned = pinned === key ? null : key;
    onLight(pinned ?? key);
    rows.forEach(({ row, button }, own) => {
      row.dataset.pinned = String(own === pinned);
      button.setAttribute("aria-pressed", String(own === pinned));
    });
  }

  /** @param {Group} group @param {import("../views/theme.js").Theme} theme */
  function rowOf({ key, status, minimum, stall, looks, gaps }, theme) {
    const row = document.createElement("tr");
    const name = row.appendChild(document.createElement("th"));
    name.scope = "row";
    const rests = minimum && status === "converged";
    const runs = status === "running";
    name.colSpan = rests || runs ? 1 : 3;
    const button = name.appendChild(document.createElement("button"));
    button.type = "button";
    row.dataset.pinned = String(key === pinned);
    button.setAttribute("aria-pressed", String(key === pinned));
    button.append(swatch(looks, theme), nameOf({ status, minimum, stall, gaps }));
    if (rests) {
      row.insertCell().textContent = figure(minimum.loss, 3);
    }
    const limit = rests ? row.insertCell() : null;
    const more = runs ? row.insertCell().appendChild(document.createElement("button")) : null;
    if (more) {
      more.type = "button";
      more.className = "plain door";
      more.title = text("basins.more_help");
      /** @type {HTMLTableCellElement} */ (more.parentElement).colSpan = 2;
      more.addEventListener("click", onMore);
    }
    const share = row.insertCell();
    button.addEventListener("click", () => pin(key));
    button.addEventListener("focus", () => onLight(key));
    button.addEventListener("blur", () => onLight(pinned));
    listenForHover(row, { onPoint: () => onLight(key), onLeave: () => onLight(pinned) });
    return { row, share, limit, more, button };
  }

  return {
    /**
     * @param {Group[]} parts
     * @param {{ rate: number, theme: string, held: boolean, more: number | null }} now  held: figures follow, the rows stay, new ones
     *   come after them; more: how many steps those that are still on the way may be given
     */
    render(parts, { rate, theme, held, more: steps }) {
      const minima = parts.filter(({ status, minimum }) => status === "converged" && minimum);
      const others = parts.filter((part) => !minima.includes(part));
      const listed = (minima.length > MANY ? [...others, ...minima] : [...minima, ...others]).slice(0, MOST);
      const structure = [theme, ...listed.map(({ key }) => key), ...listed.map(({ minimum }) => minimum?.loss ?? null)];
      const same = structure.length === shown.length && structure.every((part, index) => part === shown[index]);
      const colours = same ? null : readTheme();
      if (colours && held && rows.size) {
        shown = [];
        for (const group of listed.filter(({ key }) => !rows.has(key))) {
          const made = rowOf(group, colours);
          rows.set(group.key, made);
          list.append(made.row);
        }
      } else if (colours) {
        shown = structure;
        rows = new Map(listed.map((group) => [group.key, rowOf(group, colours)]));
        list.replaceChildren(...[...rows.values()].map(({ row }) => row));
      }
      const shares = new Map(parts.map((group) => [group.key, group]));
      rows.forEach(({ row, share, limit, more }, key) => {
        const group = shares.get(key);
        write(share, percent(group?.share ?? 0));
        const most = group?.minimum?.limit ?? null;
        const over = Boolean(limit) && most !== null && rate > most;
        if (limit) {
          const [own, border] = over ? overLimit(rate, most) : ["", ""];
          write(limit, most === null ? text("basins.no_limit") : over ? text("basins.over", { limit: border }) : limitFigure(most));
          const why = over ? text("basins.over_help", { rate: own }) : "";
          if (limit.title !== why) {
            limit.title = why;
          }
        }
        if (more) {
          hide(more, steps === null);
          write(more, text("basins.more", { steps: steps ?? 0 }));
        }
        mark(row, "over", over);
        mark(row, "none", !group?.share);
      });
    },
  };
}

/** @param {import("../views/cell-paint.js").CellLook[]} looks @param {import("../views/theme.js").Theme} theme */
function swatch(looks, theme) {
  const canvas = document.createElement("canvas");
  const ratio = 2;
  canvas.width = SWATCH.width * ratio;
  canvas.height = SWATCH.height * ratio;
  canvas.setAttribute("aria-hidden", "true");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const frame = { left: 0, top: 0, ...SWATCH };
  const cells = Uint16Array.from(looks, (_, index) => index);
  paintCells(context, { nx: looks.length, ny: 1, cells, looks }, paletteOf(looks, theme), { box: frame, frame, ratio, dims: () => false });
  return canvas;
}
