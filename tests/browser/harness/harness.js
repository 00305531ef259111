/** Mounts the views and gives tests the handle `harness`. */

import { CURVES, SURFACES, curveModelOf, descend, gridOf, inspectionOf, modelOf, sliceOf } from "./surfaces.js";

const views = {};
const events = [];
const tell = (name) => (...data) => events.push([name, ...data]);

async function mount(name, file, factory, handlers) {
  const module = await import(`/static/js/views/${file}.js`);
  views[name] = module[factory](document.getElementById(name), handlers);
}

const startHandlers = { onStartDrag: tell("drag"), onStartDrop: tell("drop"), onStartPick: (point) => events.push(["pick", point]), onLight: tell("light"),
  onChoose: tell("choose"), onWindow: tell("window"), onRadius: tell("radius"), onCamera: tell("camera") };
const query = new URLSearchParams(location.search);
const wanted = (query.get("views") ?? "terrain,relief,loss,slice").split(",");
document.documentElement.dataset.theme = query.get("theme") ?? "light";
document.body.dataset.kind = query.get("curve") ? "curve" : "surface";

if (wanted.includes("terrain")) await mount("terrain", "terrain", "createTerrain", startHandlers);
if (wanted.includes("relief")) await mount("relief", "relief", "createRelief", { onUnavailable: tell("unavailable"), onCamera: tell("camera") });
if (wanted.includes("curve")) await mount("curve", "curve", "createCurve", startHandlers);
if (wanted.includes("loss")) await mount("loss", "loss-chart", "createLossChart", { onSeek: tell("seek") });
if (wanted.includes("slice")) await mount("slice", "slice-chart", "createSliceChart", {});

const lossTexts = { label: "Loss against step", loss: "loss", step: "step", aboveLowest: "loss above the lowest of this run" };
const sliceTexts = { label: "The loss along this step", along: "distance along the step", loss: "loss", tangent: "tangent", parabola: "its curvature",
  lands: "lands here", here: "step begins" };

function show(model, { logScale = true, slice = null } = {}) {
  views.terrain?.render(model);
  views.relief?.render(model);
  views.loss?.render({ run: model.run, others: model.others, step: model.step, state: model.state, logScale, theme: model.theme, texts: lossTexts });
  views.slice?.render({ slice, theme: model.theme, texts: sliceTexts });
}

function showCurve(model, { logScale = true } = {}) {
  views.curve.render(model);
  views.loss?.render({ run: model.run, step: model.step, state: model.state, logScale, theme: model.theme, texts: lossTexts });
}

const theme = query.get("theme") ?? "light";
if (query.get("curve")) {
  showCurve({ ...curveModelOf(query.get("curve")), theme });
} else if (query.get("surface")) {
  const name = query.get("surface");
  const surface = SURFACES[name];
  const window = query.has("fit") ? views.terrain.fit(surface.window) : undefined;
  const model = { ...modelOf(name, { window, steps: Number(query.get("steps") ?? 60), step: Number(query.get("step") ?? query.get("steps") ?? 60),
    state: query.get("state") ?? "paused" }), theme };
  show(model, { slice: sliceOf(surface, model.run.points[0]) });
}
Object.assign(globalThis, { harness: { views, events, inspectionOf, show, showCurve, modelOf, curveModelOf, sliceOf, descend, gridOf, SURFACES, CURVES } });
document.body.dataset.mounted = "true";
