/** The uppermost layer of a flat picture: drawn again only when something that it shows has changed. */

import { figure } from "./figures.js";
import { createCompassGrip } from "./layers/compass-grip.js";
import { offset } from "./layers/compass.js";
import { coveredParts, drawLaidOver } from "./layers/laid-over.js";
import { differ } from "./stage.js";

/** @typedef {import("./layers/laid-over.js").Covered} Covered */
/** @typedef {import("./layers/brush.js").Brush} Brush */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {Object} picture
 * @param {boolean} picture.flat
 * @param {(axes: import("./axes.js").Axes) => Pick<Brush, "at" | "tip">} picture.mapping
 * @param {() => import("./room.js").Box[]} picture.boxes
 * @param {(brush: Brush) => unknown} picture.trust
 * @param {(radius: number) => void} [picture.onRadius]
 */
export function createLaidOver(stage, { flat, mapping, boxes, trust, onRadius }) {
  /** @type {unknown[]} */
  let drawn = [];
  let perPixel = 1;
  const grip = onRadius ? createCompassGrip(stage.element, (pixels) => onRadius(pixels * perPixel)) : null;

  /** @param {Covered} model @param {Pick<Brush, "at" | "tip">} to */
  function placeGrip({ layers, inspection, say }, { at }) {
    const compass = layers?.compass ? inspection?.compass : null;
    if (!grip || !compass || !inspection) {
      grip?.place(null, 0, { name: "", value: "", now: 0 });
      return;
    }
    const middle = at(inspection.point);
    const edge = at(offset(inspection.point, 0, compass.radius));
    const pixels = Math.abs(edge[0] - middle[0]);
    perPixel = compass.radius / pixels;
    grip.place(middle, pixels, { name: say("layer.compass_radius"), value: `ε ${figure(compass.radius)}`, now: compass.radius });
  }

  return {
    /** @param {Covered} model @param {import("./axes.js").Axes} axes @param {unknown[]} ground  what the picture itself depends on */
    draw(model, axes, ground) {
      const theme = stage.theme();
      const parts = [axes.key, theme, ...ground, ...coveredParts(model)];
      if (!differ(parts, drawn)) {
        return;
      }
      drawn = parts;
      const to = mapping(axes);
      const facts = drawLaidOver(stage.over, model, { theme, axes, flat, ...to }, { boxes: boxes(), trust });
      stage.element.dataset.layers = JSON.stringify(facts);
      placeGrip(model, to);
    },
    destroy() {
      grip?.destroy();
    },
  };
}
