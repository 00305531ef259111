/**
 * What the page begins with: its state and, where it opens with its own example, the map of it, drawn before anything
 * is asked. The rest of the page comes when that stands on the screen.
 */

import { Away } from "./api.js";
import { groundOf } from "./description.js";
import { keepPresses } from "./early-presses.js";
import { firstGround, firstResults } from "./first-picture.js";
import { createPictures } from "./pictures.js";
import { untilThere } from "./presence.js";
import { derived, openingRace } from "./race.js";
import { still } from "./still.js";
import { createStore } from "./store.js";
import { afterPaint } from "./views/plot.js";

keepPresses();

const store = createStore({
  race: openingRace(),
  chosen: 1,
  results: new Map(),
  view: {
    tab: "loss",
    logScale: false,
    speed: 1,
    theme: document.documentElement.dataset.theme === "dark" ? "dark" : "light",
    layers: {},
    radius: null,
    colourRange: null,
    window: null,
    camera: null,
    table: false,
  },
  lit: null,
  inspection: null,
  tools: new Map(),
  swarm: null,
  sweep: null,
  basins: null,
  aimed: null,
  litBasin: null,
  rates: null,
  measures: null,
  field: null,
  signs: null,
  step: 0,
  status: "loading",
  server: "here",
  held: false,
  awaited: false,
  frame: null,
  ground: null,
  fallLine: null,
  presets: null,
  anatomy: null,
  here: null,
  motion: null,
  problems: {},
  typed: null,
}, derived);

const pictures = createPictures(store);

/**
 * Lets in what nobody sees at first, so that the browser need not look through its fields before the first frame, and
 * fetches the rest of the page, Plotly beside it. A server that goes away meanwhile is waited for.
 */
async function goOn() {
  for (const later of /** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll("template.later"))) {
    later.replaceWith(later.content);
  }
  const rest = await import("./main.js").catch((error) => error);
  if (rest instanceof Error) {
    await untilThere(new Away(rest.message));
    location.reload();
  } else {
    rest.begin(store, pictures);
  }
}

if (location.hash.length > 1) {
  void goOn();
} else {
  store.set(firstGround(store.get(), groundOf(store.get().description.surface)));
  const results = firstResults(store.get());
  store.set({ results, step: still.matches ? (results.get(1)?.points.length ?? 1) - 1 : 0 });
  pictures.drawNow(); // the first frame of the page is to show it
  afterPaint(() => afterPaint(goOn)); // with one core, what begins in the frame after it would delay that frame
}
