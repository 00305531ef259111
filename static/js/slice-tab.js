/** The tab of the slice: the loss along the step that led to the point shown. */

import { box } from "./page.js";
import { text } from "./texts.js";
import { createSliceChart } from "./views/slice-chart.js";

export function createSliceTab() {
  const chart = createSliceChart(box("slice"));
  return {
    /** @param {import("./types.js").State} state */
    render({ anatomy, view }) {
      chart.render({
        slice: anatomy?.slice ?? null,
        theme: view.theme,
        texts: {
          label: text("view.slice"), along: text("view.distance"), loss: text("view.loss_axis"),
          tangent: text("view.tangent"), parabola: text("view.parabola"), lands: text("view.lands"),
          here: text("view.here"),
        },
      });
    },
  };
}
