/** Every step of the chosen run with its figures: only the rows in sight are made, so that any number of steps will do. */

import { notice } from "./notices.js";
import { figure } from "./numbers.js";
import { box, button, hide, tell } from "./page.js";
import { columnsOf, csvOf } from "./steps-columns.js";
import { text } from "./texts.js";

/** @typedef {import("./types.js").State} State */

const ROW_HEIGHT = 24;
const TOUCH_ROW_HEIGHT = 44;
const MORE_ROWS = 8;

/** Rows that the keys of a page go by. */
const PAGE = 10;

/** @type {Record<string, number>} */
const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity };

/** @param {{ onSeek: (step: number) => void }} handlers */
export function createStepsTable({ onSeek }) {
  const scroller = box("steps-scroll");
  const table = scroller.appendChild(document.createElement("table"));
  const head = table.createTHead().insertRow();
  const body = table.createTBody();
  const height = matchMedia("(pointer: coarse)").matches ? TOUCH_ROW_HEIGHT : ROW_HEIGHT;
  /** @type {ReturnType<typeof columnsOf>} */
  let columns = [];
  let count = 0;
  let step = -1;
  /** @type {unknown[]} */
  let drawn = [];

  table.className = "steps";
  table.tabIndex = 0;
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", text("chart.table_label"));
  scroller.addEventListener("scroll", () => requestAnimationFrame(draw));
  new ResizeObserver(draw).observe(scroller);
  body.addEventListener("click", (event) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-step]"));
    if (row) {
      onSeek(Number(row.dataset.step));
    }
  });
  table.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (move !== undefined && count) {
      event.preventDefault();
      event.stopPropagation();
      onSeek(Math.min(Math.max(step + move, 0), count - 1));
    }
  });
  button("steps-copy").addEventListener("click", () => {
    navigator.clipboard.writeText(csvOf(columns, count)).then(
      () => notice("csv", { count }),
      () => notice("csv_failed"),
    );
  });

  function draw() {
    const top = Math.max(0, Math.floor(scroller.scrollTop / height) - MORE_ROWS);
    const bottom = Math.min(count, Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + MORE_ROWS);
    const parts = [columns, count, step, top, bottom];
    if (parts.every((part, index) => part === drawn[index])) {
      return;
    }
    drawn = parts;
    const rows = Array.from({ length: Math.max(0, bottom - top) }, (_, index) => rowOf(top + index));
    body.replaceChildren(space(top), ...rows, space(count - bottom));
  }

  /** @param {number} rows  that are not made */
  function space(rows) {
    const row = document.createElement("tr");
    row.className = "steps-space";
    row.setAttribute("role", "presentation");
    hide(row, rows <= 0);
    row.style.height = `${Math.max(0, rows) * height}px`;
    return row;
  }

  /** @param {number} index */
  function rowOf(index) {
    const row = document.createElement("tr");
    row.dataset.step = String(index);
    row.id = `step-row-${index}`;
    row.style.height = `${height}px`;
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-selected", String(index === step));
    columns.forEach(({ value, digits }) => {
      const cell = row.insertCell();
      const given = value(index);
      cell.textContent = digits ? figure(given, digits) : String(given);
    });
    return row;
  }

  /** @param {number} next */
  function follow(next) {
    const [above, below] = [next * height, (next + 2) * height];
    if (above < scroller.scrollTop || below > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = Math.max(0, above - scroller.clientHeight / 2);
    }
  }

  /** @param {number} rows @param {string} name @param {any} data */
  function tellCount(rows, name, data) {
    const thinned = data && data.steps.length < rows ? ` ${text("chart.table_thinned", { measured: data.steps.length })}` : "";
    tell(box("steps-count"), text("chart.table_count", { count: rows, name }) + thinned);
  }

  return {
    /**
     * @param {State} state
     * @param {any} data  the measures of the chosen run
     * @param {string} name
     */
    render(state, data, name) {
      const { run } = state;
      const next = columnsOf(state, data);
      if (next !== columns) {
        columns = next;
        head.replaceChildren(...columns.map(({ title }) => {
          const cell = document.createElement("th");
          cell.scope = "col";
          cell.textContent = title;
          return cell;
        }));
      }
      count = run?.points.length ?? 0;
      table.setAttribute("aria-rowcount", String(count + 1));
      table.setAttribute("aria-activedescendant", `step-row-${state.step}`);
      tellCount(count, name, data);
      const moved = state.step !== step;
      step = state.step;
      if (moved) {
        draw();
        follow(step);
      }
      draw();
    },
  };
}
