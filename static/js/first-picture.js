/** The picture that comes with the page: the opening run on its ground, drawn before anything is asked. */

import { runOf } from "./run.js";

/** @typedef {import("./types.js").State} State */

const sent = JSON.parse(document.getElementById("first-picture")?.textContent ?? "null");

/**
 * The opening run, whole; empty when the page shows something else.
 * @param {Pick<State, "race" | "description">} state
 * @returns {State["results"]}
 */
export function firstResults({ race, description }) {
  return new Map(sent ? [[race.entries[0].id, runOf(sent.run, description)]] : []);
}

/** Whether a run is the opening one, of which every step is there before it is walked. @param {{ points: number[][] }} run */
export const isOpening = ({ points }) => points === sent?.run.points;

/**
 * Ground and fall line of the opening, in the frame that the map has; the ground for this very frame follows.
 * @param {Pick<State, "ground" | "frame">} state
 * @param {string} surface
 * @returns {Partial<Pick<State, "ground" | "fallLine">>}
 */
export function firstGround({ ground, frame }, surface) {
  return sent && frame && !ground ? { ground: { surface, window: frame, data: sent.ground }, fallLine: sent.fall_line } : {};
}
