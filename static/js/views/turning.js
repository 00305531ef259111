/** Turns the relief by finger and by arrow keys, and tells the page where the eye stands. */

import { relayout } from "./plot.js";

/** Half a turn for a finger that crosses the pane; so many radians for a key. */
const KEY_TURN = Math.PI / 18;
const KEY_ZOOM = 1.12;

/** The eye stays above the ground and off the zenith. */
const LOWEST = 0.06;
const HIGHEST = 1.5;

/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @typedef {{ eye: Vector, center: Vector, up: Vector }} Camera */
/** @typedef {{ x: number, y: number, z: number }} Vector */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("./models.js").SurfaceHandlers} handlers
 * @param {() => void} onMove
 */
export function createTurning(stage, handlers, onMove) {
  const { element, host } = stage;
  const listening = new AbortController();
  const { signal } = listening;
  /** @type {Camera | null} */
  let wanted = null;
  let busy = false;
  let frame = 0;
  /** @type {{ id: number, x: number, y: number } | null} */
  let finger = null;
  let heard = false;
  element.tabIndex = 0;

  /** @returns {Camera | undefined} */
  const camera = () => wanted ?? /** @type {any} */ (host).layout?.scene?.camera;

  function listen() {
    if (!heard && host.on) {
      heard = true;
      host.on("plotly_relayout", (changes) => {
        const moved = changes["scene.camera"];
        if (moved?.eye) {
          handlers.onCamera?.({ eye: moved.eye, center: moved.center, up: moved.up });
        }
      });
    }
  }

  async function show() {
    frame = 0;
    listen();
    if (busy || !wanted) {
      return;
    }
    busy = true;
    const shown = wanted;
    await relayout(host, { "scene.camera": shown });
    busy = false;
    onMove();
    if (wanted === shown) {
      wanted = null;
    } else {
      frame ||= requestAnimationFrame(show);
    }
  }

  /**
   * @param {number} around  radians
   * @param {number} up  radians
   * @param {number} [farther]  factor of the distance
   */
  function turn(around, up, farther = 1) {
    const now = camera();
    if (!now || !stage.plotted()) {
      return;
    }
    const { x: cx, y: cy, z: cz } = now.center;
    const [x, y, z] = [now.eye.x - cx, now.eye.y - cy, now.eye.z - cz];
    const distance = Math.hypot(x, y, z) * farther;
    const azimuth = Math.atan2(y, x) + around;
    const height = Math.min(Math.max(Math.atan2(z, Math.hypot(x, y)) + up, LOWEST), HIGHEST);
    wanted = {
      ...now,
      eye: {
        x: cx + distance * Math.cos(height) * Math.cos(azimuth),
        y: cy + distance * Math.cos(height) * Math.sin(azimuth),
        z: cz + distance * Math.sin(height),
      },
    };
    frame ||= requestAnimationFrame(show);
  }

  element.addEventListener("pointerdown", (event) => {
    listen();
    finger = event.pointerType === "touch" && event.isPrimary ? { id: event.pointerId, x: event.clientX, y: event.clientY } : null;
  }, { signal });
  element.addEventListener("pointermove", (event) => {
    if (finger?.id === event.pointerId) {
      const perPixel = Math.PI / Math.max(1, element.clientWidth);
      turn(-(event.clientX - finger.x) * perPixel, (event.clientY - finger.y) * perPixel * 0.5);
      finger = { id: event.pointerId, x: event.clientX, y: event.clientY };
    }
  }, { signal });
  for (const end of ["pointerup", "pointercancel"]) {
    element.addEventListener(end, () => {
      finger = null;
    }, { signal });
  }
  element.addEventListener("keydown", (event) => {
    const key = KEYS[event.key];
    const zoom = { "+": 1 / KEY_ZOOM, "=": 1 / KEY_ZOOM, "-": KEY_ZOOM }[event.key];
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey || (!key && !zoom)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    turn(key ? key[0] * KEY_TURN : 0, key ? key[1] * KEY_TURN : 0, zoom);
  }, { signal });

  return {
    destroy() {
      listening.abort();
      cancelAnimationFrame(frame);
    },
  };
}
