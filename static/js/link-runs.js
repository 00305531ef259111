/** The runs in a link: one run in plain parts, several as run1=…&run2=…, each with its settings after semicolons. */

import { catalog, defaultsOf, knowsOptimizer, optimizerEntry } from "./catalog.js";
import { RATE, constantSchedule, optimizerFor, plainGradient } from "./description.js";
import { readChanges, readNumber, readPairs, readPoint, readWhole } from "./link-values.js";
import { MOST_ENTRIES } from "./race.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Knob} Knob */
/** @typedef {import("./types.js").SurfaceChoice} SurfaceChoice */
/** @typedef {<T>(name: string, reader: (value: string) => T | null) => T | null} Take */

const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

/** Parts of one run, in the order in which they are written. */
export const RUN_PARTS = ["optimizer", "schedule", "changes", "gradient", "clip", "seed"];

/** Names of the parts that hold whole runs. */
export const RUN_NAMES = Array.from({ length: MOST_ENTRIES }, (_, index) => `run${index + 1}`);

/** @param {Entry[]} entries @returns {[string, string][]} */
export function writeRuns(entries) {
  const [first] = entries;
  if (entries.length === 1 && first.id === 1 && !first.start && !first.hidden) {
    return own(first);
  }
  return entries.map((entry) => {
    const [[, optimizer], ...rest] = own(entry);
    const more = [
      ...rest.map(([name, value]) => `${name}=${value}`),
      ...(entry.start ? [`start=${entry.start.join(",")}`] : []),
      ...(entry.hidden ? ["hidden"] : []),
      ...(entry.ghost ? ["ghost"] : []),
    ];
    return [`run${entry.id}`, [optimizer, ...more].join(";")];
  });
}

/** What is one run's own; parts that say nothing are left out. @param {Entry} entry @returns {[string, string][]} */
function own({ optimizer, schedule, gradient, seed }) {
  const rate = { [RATE]: optimizer.knobs[RATE] };
  const constant = schedule.name === constantSchedule().name;
  const plain = gradient.source === plainGradient().source;
  const knobs = { ...rate, ...changed(optimizer.knobs, optimizerEntry(optimizer.name).knobs) };
  /** @type {[string, string][]} */
  const parts = [
    ["optimizer", named(optimizer.name, knobs)],
    ["schedule", constant ? "" : named(schedule.name, changed(schedule.knobs, knobsOf("schedules", schedule.name)))],
    ["changes", schedule.changes.map(([from, to]) => `${from}:${to}`).join(",")],
    ["gradient", plain ? "" : named(gradient.source, changed(gradient.knobs, knobsOf("gradients", gradient.source)))],
    ["clip", gradient.clip === null ? "" : String(gradient.clip)],
    ["seed", seed === 0 ? "" : String(seed)],
  ];
  return parts.filter(([, value]) => value !== "");
}

/**
 * The runs of a link.
 * @param {Map<string, string>} parts
 * @param {Take} take  reads a part of the link, and names it when it cannot be read
 * @param {string[]} ignored
 * @param {SurfaceChoice} surface
 * @param {{ weights: number, optimizer: Entry["optimizer"] }} plain  what stands when nothing is said
 * @returns {Entry[]}
 */
export function readRuns(parts, take, ignored, surface, plain) {
  const names = RUN_NAMES.filter((name) => parts.has(name));
  if (names.length === 0) {
    return [{ id: 1, ...readOwn(take, surface, plain.optimizer), start: null, hidden: false, ghost: false }];
  }
  ignored.push(...RUN_PARTS.filter((name) => parts.has(name)));
  const entries = names.map((name) => readRun(name, parts.get(name) ?? "", ignored, surface, plain)).filter((one) => one !== null);
  const walking = entries.some(({ ghost }) => !ghost);
  return walking ? entries : [{ id: 1, ...readOwn(() => null, surface, plain.optimizer), start: null, hidden: false, ghost: false }];
}

/**
 * @param {string} name
 * @param {string} said
 * @param {string[]} ignored
 * @param {SurfaceChoice} surface
 * @param {{ weights: number, optimizer: Entry["optimizer"] }} plain
 * @returns {Entry | null}
 */
function readRun(name, said, ignored, surface, plain) {
  const [rule, ...rest] = said.split(";");
  const known = new Map([["optimizer", rule]]);
  let unread = false;
  const flags = new Set();
  for (const one of rest) {
    const [key, ...value] = one.split("=");
    if (value.length === 0 && (key === "hidden" || key === "ghost")) {
      flags.add(key);
    } else if (value.length === 1 && [...RUN_PARTS, "start"].includes(key) && !known.has(key)) {
      known.set(key, value[0]);
    } else {
      unread = true;
    }
  }
  /** @type {Take} */
  const take = (key, reader) => {
    const value = known.get(key);
    const found = value === undefined ? null : reader(value);
    if (value !== undefined && found === null) {
      ignored.push(`${name} ${key}`);
    }
    return found;
  };
  const readable = readOptimizer(rule, surface) !== null;
  if (unread || !readable) {
    ignored.push(name);
  }
  if (!readable) {
    return null;
  }
  const start = take("start", (value) => readPoint(value, plain.weights));
  return {
    id: Number(name.slice(3)), ...readOwn(take, surface, plain.optimizer), start,
    hidden: flags.has("hidden"), ghost: flags.has("ghost"),
  };
}

/** @param {Take} take @param {SurfaceChoice} surface @param {Entry["optimizer"]} plain */
function readOwn(take, surface, plain) {
  const optimizer = take("optimizer", (value) => readOptimizer(value, surface)) ?? plain;
  const schedule = take("schedule", (value) => readSetting("schedules", value));
  const changes = take("changes", readChanges) ?? [];
  const gradient = take("gradient", (value) => readSetting("gradients", value));
  const clip = take("clip", readClip);
  return {
    optimizer,
    schedule: schedule ? { ...schedule, changes } : { ...constantSchedule(), changes },
    gradient: gradient ? { source: gradient.name, knobs: gradient.knobs, clip } : { ...plainGradient(), clip },
    seed: take("seed", (value) => readWhole(value, 0, LARGEST_SEED)) ?? 0,
  };
}

/** @param {string} said @param {SurfaceChoice} surface */
function readOptimizer(said, surface) {
  const [name, ...knobs] = said.split(",");
  if (!knowsOptimizer(name)) {
    return null;
  }
  const given = readKnobs(knobs, optimizerEntry(name).knobs);
  const plain = optimizerFor(name, surface);
  const rate = knobs.some((one) => one.startsWith(`${RATE}:`)) ? given?.[RATE] : plain.knobs[RATE];
  return given && { name, knobs: { ...given, [RATE]: rate ?? plain.knobs[RATE] } };
}

/** @param {"schedules" | "gradients"} kind @param {string} said */
function readSetting(kind, said) {
  const [name, ...knobs] = said.split(",");
  const entry = catalog[kind].find((one) => one.name === name);
  const values = entry ? readKnobs(knobs, entry.knobs) : null;
  return values && { name, knobs: values };
}

/** @param {string} said */
function readClip(said) {
  const value = readNumber(said);
  const [low, high] = catalog.clip.hard;
  return value !== null && low <= value && value <= high ? value : null;
}

/** @param {"schedules" | "gradients"} kind @param {string} name */
const knobsOf = (kind, name) => catalog[kind].find((one) => one.name === name)?.knobs ?? [];

/**
 * Knobs in their hard ranges, the rest at defaults.
 * @param {string[]} said
 * @param {Knob[]} knobs
 */
export function readKnobs(said, knobs) {
  const given = readPairs(said);
  const fits = given && Object.entries(given).every(([name, value]) => {
    const knob = knobs.find((one) => one.name === name);
    return knob && knob.hard[0] <= value && value <= knob.hard[1] && (!knob.whole || Number.isInteger(value));
  });
  return fits ? { ...defaultsOf(knobs), ...given } : null;
}

/** @param {string} name @param {Record<string, number>} values */
export const named = (name, values) => [name, pairs(values)].filter(Boolean).join(",");

/** @param {Record<string, number>} values */
export function pairs(values) {
  return Object.entries(values).map(([name, value]) => `${name}:${value}`).join(",");
}

/**
 * What is not at its default.
 * @param {Record<string, number>} values
 * @param {Knob[]} knobs
 */
export function changed(values, knobs) {
  const defaults = defaultsOf(knobs);
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== defaults[name]));
}
