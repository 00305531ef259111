/** What is seen, in a link: tab, axes, layers, window, colours, camera, theme. */

import { readMap, readSide, writeMap, writeSide } from "./link-maps.js";
import { STARTS_PARTS, readStarts, writeStarts } from "./link-starts.js";
import { TOOL_PARTS, readTools, writeTools } from "./link-tools.js";
import { NAME, readNumber, readWindow } from "./link-values.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./link-runs.js").Take} Take */
/** @typedef {{ tabs: string[], speeds: number[], layers: string[], figures: string[], rateFigures: string[], startFigures: string[] }} Known */

/** Digits of a camera's coordinates. */
const CAMERA_DIGITS = 4;
const CAMERA_PARTS = /** @type {const} */ (["eye", "center", "up"]);
const LARGEST = 1e9;

/** Parts of a link that say what is seen. */
export const VIEW_PARTS = [
  "tab", "loss", "speed", "layers", "radius", "zoom", "colours", "camera", "table", "strip", "figure", "tool", "map", "side",
  ...TOOL_PARTS, "starts", ...STARTS_PARTS, "theme",
];

/** @param {View} view @returns {[string, string][]} */
export function writeView(view) {
  const { layers, radius, window, colourRange, camera } = view;
  return [
    ["tab", view.tab === "loss" ? "" : view.tab],
    ["loss", view.logScale ? "log" : ""],
    ["speed", view.speed === 1 ? "" : String(view.speed)],
    ["layers", Object.entries(layers).map(([name, on]) => `${name}:${on ? "on" : "off"}`).join(",")],
    ["radius", radius === null ? "" : String(radius)],
    ["zoom", (window ?? []).map((ends) => ends.join(":")).join(",")],
    ["colours", colourRange === null ? "" : colourRange.join(":")],
    ["camera", camera === null ? "" : writeCamera(camera)],
    ["table", view.table ? "yes" : ""],
    ["strip", view.schedule === undefined || view.schedule === null ? "" : view.schedule ? "yes" : "no"],
    ["figure", view.figure ?? ""],
    ["tool", view.rateFigure ?? ""],
    ["map", writeMap(view.map)],
    ["side", writeSide(view.side)],
    ...writeTools(view),
    ["starts", view.startFigure ?? ""],
    ...writeStarts(view),
  ];
}

/** @param {Take} take @param {Known} known @param {number} weights @returns {Partial<View>} */
export function readView(take, known, weights) {
  const strip = take("strip", (value) => oneOf(value, ["yes", "no"]));
  const view = {
    tab: take("tab", (value) => oneOf(value, known.tabs)) ?? undefined,
    logScale: take("loss", (value) => oneOf(value, ["linear", "log"])) === "log",
    speed: take("speed", (value) => oneOf(Number(value), known.speeds)) ?? undefined,
    layers: take("layers", (value) => readLayers(value, known.layers)) ?? {},
    radius: take("radius", readPositive),
    window: take("zoom", (value) => readZoom(value, weights)),
    colourRange: take("colours", (value) => readWindow(value)?.[0] ?? null),
    camera: take("camera", readCamera),
    table: take("table", (value) => oneOf(value, ["yes"])) === "yes",
    schedule: strip === null ? null : strip === "yes",
    figure: /** @type {View["figure"]} */ (take("figure", (value) => oneOf(value, known.figures)) ?? undefined),
    map: take("map", readMap),
    side: take("side", readSide),
    rateFigure: take("tool", (value) => oneOf(value, known.rateFigures)) ?? undefined,
    ...readTools(take),
    startFigure: take("starts", (value) => oneOf(value, known.startFigures)) ?? undefined,
    ...readStarts(take),
    theme: /** @type {View["theme"] | undefined} */ (take("theme", (value) => oneOf(value, ["light", "dark"])) ?? undefined),
  };
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}

/**
 * @template T
 * @param {T} value
 * @param {T[]} known
 */
const oneOf = (value, known) => (known.includes(value) ? value : null);

/** @param {string} said */
function readPositive(said) {
  const value = readNumber(said);
  return value !== null && value > 0 && value <= LARGEST ? value : null;
}

/** @param {string} said @param {number} weights */
function readZoom(said, weights) {
  const window = readWindow(said);
  return window?.length === weights ? window : null;
}

/** @param {string} said @param {string[]} known */
function readLayers(said, known) {
  /** @type {Record<string, boolean>} */
  const layers = {};
  for (const one of said.split(",")) {
    const [name, state, ...rest] = one.split(":");
    if (!NAME.test(name) || !known.includes(name) || !["on", "off"].includes(state) || rest.length) {
      return null;
    }
    layers[name] = state === "on";
  }
  return layers;
}

/** @param {Record<string, any>} camera */
function writeCamera(camera) {
  return CAMERA_PARTS.map((part) => ["x", "y", "z"].map((axis) => Number(camera[part]?.[axis] ?? 0).toPrecision(CAMERA_DIGITS))
    .map(Number).join(":")).join(",");
}

/** @param {string} said */
function readCamera(said) {
  const points = said.split(",").map((point) => point.split(":").map(readNumber));
  const fits = points.length === CAMERA_PARTS.length
    && points.every((point) => point.length === 3 && point.every((value) => value !== null && Math.abs(value) <= 100));
  return fits ? Object.fromEntries(CAMERA_PARTS.map((part, index) => {
    const [x, y, z] = points[index];
    return [part, { x, y, z }];
  })) : null;
}
