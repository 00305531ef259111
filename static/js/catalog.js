/** The catalog that the server put into the document: surfaces, optimizers and their knobs. */

/** @typedef {import("./types.js").SurfaceEntry} SurfaceEntry */
/** @typedef {import("./types.js").OptimizerEntry} OptimizerEntry */

export const catalog = /** @type {import("./types.js").CatalogData} */ (
  JSON.parse(document.getElementById("catalog")?.textContent ?? "{}")
);

const surfaces = new Map(catalog.surfaces.map((entry) => [entry.name, entry]));
const optimizers = new Map(catalog.optimizers.map((entry) => [entry.name, entry]));

/** @param {string} name */
export const knowsSurface = (name) => surfaces.has(name);

/** @param {string} name */
export const knowsOptimizer = (name) => optimizers.has(name);

/** @param {string} name */
export const surfaceEntry = (name) => /** @type {SurfaceEntry} */ (surfaces.get(name));

/** @param {string} name */
export const optimizerEntry = (name) => /** @type {OptimizerEntry} */ (optimizers.get(name));

/** @param {import("./types.js").Knob[]} knobs */
export function defaultsOf(knobs) {
  return Object.fromEntries(knobs.map((knob) => [knob.name, knob.default]));
}

/**
 * The first surface with so many weights.
 * @param {number} weights
 */
export function firstWith(weights) {
  return /** @type {SurfaceEntry} */ (catalog.surfaces.find((entry) => entry.variables.length === weights));
}
