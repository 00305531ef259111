/** The shapes that the page's modules share. */

/**
 * @typedef {{ name: string, symbol: string, title: string, help: string, default: number, soft: [number, number],
 *   hard: [number, number], scale: "linear" | "log", whole?: boolean }} Knob
 *
 * @typedef {{ kind: string, at: number[], flags: string[], lowest: boolean }} KnownPoint
 *
 * @typedef {{ name: string, title: string, purpose: string, variables: string[], formula: string, mathml: string,
 *   knobs: Knob[], window: [number, number][], points: KnownPoint[], start: number[], learning_rate: number,
 *   thumbnail: string }} SurfaceEntry
 *
 * @typedef {{ name: string, symbol: string, title: string, meaning: string, shows: "arrow" | "area" | "figure",
 *   arrow: "gradient" | "velocity" | "update" | null, mathml: string }} TermEntry
 *
 * @typedef {{ name: string, title: string, purpose: string, knobs: Knob[], adaptive: boolean,
 *   terms: TermEntry[], update_mathml: string,
 *   conventions: { title: string, says: string, knobs: Record<string, number | string> }[] }} OptimizerEntry
 *
 * @typedef {{ surfaces: SurfaceEntry[], optimizers: OptimizerEntry[], gradient_terms?: TermEntry[], opening: Record<string, any>,
 *   schedules: SettingEntry[], gradients: SettingEntry[], clip: Knob, comparisons: ComparisonEntry[], contests: ContestEntry[],
 *   language: "en" | "zh", limits: { steps: number, usual_steps: number, seed: number, swarm: number, frames: number,
 *   seeds: number, few_lanes: number, near: number, level: number } }} CatalogData
 *
 * @typedef {{ name: string, title: string, purpose: string, knobs: Knob[], draws?: boolean }} SettingEntry  a schedule, a gradient source
 *
 * @typedef {{ title: string, surface: { name: string } & Record<string, number | string>, start: number[] }} ComparisonMember
 * @typedef {{ name: string, title: string, purpose: string, members: ComparisonMember[], steps: number, source: string,
 *   optimizer: { name: string, learning_rate: number } & Record<string, number | string>,
 *   learning_rates: [number, number] }} ComparisonEntry
 *
 * @typedef {{ optimizer: { name: string } & Record<string, number | string>, start: number[],
 *   starts: { name: StartSet["name"], count: number, seed: number, window?: [number, number][] } }} ContestSide
 * @typedef {{ name: string, title: string, purpose: string, surface: string, steps: number, sides: ContestSide[] }} ContestEntry
 *
 * @typedef {{ kind: "named", name: string, knobs: Record<string, number> }} NamedSurface
 * @typedef {{ kind: "typed", formula: string, letters: Record<string, number>, window: [number, number][] | null,
 *   variables: string[] }} TypedSurface
 * @typedef {NamedSurface | TypedSurface} SurfaceChoice
 *
 * @typedef {Object} Description  everything that decides the path
 * @property {SurfaceChoice} surface
 * @property {number[]} start
 * @property {{ name: string, knobs: Record<string, number> }} optimizer  learning_rate among the knobs
 * @property {ScheduleChoice} schedule
 * @property {GradientChoice} gradient
 * @property {number} seed
 * @property {number} steps
 *
 * @typedef {{ name: string, knobs: Record<string, number>, changes: [number, number][] }} ScheduleChoice
 *   changes: [step, learning rate], set by hand while it played
 * @typedef {{ source: string, knobs: Record<string, number>, clip: number | null }} GradientChoice
 *
 * @typedef {Object} Entry  one run of a race
 * @property {number} id  its place among colours, dashes and markers, from 1
 * @property {Description["optimizer"]} optimizer
 * @property {ScheduleChoice} schedule
 * @property {GradientChoice} gradient
 * @property {number} seed
 * @property {number[] | null} start  null: the shared start
 * @property {boolean} hidden
 * @property {boolean} ghost  a frozen copy
 *
 * @typedef {{ name: "random" | "box" | "grid", count: number, seed: number, window: [number, number][] | null }} StartSet
 *   window: null is the surface's own
 * @typedef {{ sets: StartSet[], seeds: number, both: boolean }} SwarmChoice  the starts of the first run, and of the second where
 *   they differ; both: the first two runs side by side
 *
 * @typedef {{ surface: SurfaceChoice, start: number[], steps: number, entries: Entry[], swarm?: SwarmChoice }} Race
 *
 * @typedef {{ en: string, zh: string }} Both
 * @typedef {{ status: string, reason: string | null, step: number, sentence: Both } & Record<string, any>} Outcome
 *
 * @typedef {Object} Run
 * @property {string} key  the description that it belongs to
 * @property {number[][]} points
 * @property {(number | null)[]} losses
 * @property {(number | null)[]} gradientNorms
 * @property {Outcome | null} outcome
 * @property {boolean} complete
 *
 * @typedef {"loading" | "playing" | "paused" | "ended"} Status
 * @typedef {"here" | "away" | "busy"} Presence
 *
 * @typedef {{ at: number[], kind: string, learning_rate: number }} RateLimit
 * @typedef {{ learning_rate: number, status: string }} Preset
 * @typedef {{ too_small: Preset | null, right: Preset | null, too_large: Preset | null, limits: RateLimit[],
 *   range: [number, number] }} Presets
 *
 * @typedef {{ s: number[], loss: (number | null)[], slope: number, curvature: number, lands: number }} Slice
 * @typedef {{ name: string, value: number | (number | null)[] | null, sentence: Both }} Term
 * @typedef {{ eigenvalues: (number | null)[], eigenvectors: (number | null)[][], condition_number: number | null,
 *   along_step: number | null, sharpness: number | null, limit: number | null,
 *   product: number | null, product_limit: number | null, zone: string | null }} Curvature
 * @typedef {{ step: number, point: number[], loss: number | null, gradient: number[], learning_rate: number, terms: Term[],
 *   update: number[],
 *   next_point: number[] | null, next_loss: number | null, curvature: Curvature, sentence: Both, slice: Slice | null,
 *   equations: { name: string, mathml: string[] }[] | null }} StepAnatomy
 *
 * @typedef {{ key: string, data: any, problem: string | null }} Tool  a question, and its answer or why it was refused
 *
 * @typedef {{ knobs: string[], ranges: [number, number][] | null }} MapView  two settings; ranges: zoomed into
 * @typedef {{ lowest: number, highest: number, growth: "exponential" | "linear", smoothing: number, factor: number }} RangeTest
 *
 * @typedef {{ side: number, steps: number | null, missed: boolean, keep: boolean }} BasinsView
 *   side: cells along the longer side; missed: only starts that miss the nearest minimum stand out; keep: with other tabs, too
 * @typedef {{ key: string, data: any, done: boolean, share: number | null, stopped: string, refused: string, problem: string | null, fits: number | null, late: boolean }} Basins
 *   where every start ends: the question that the data answer, maybe coarsely; that which was broken off or refused, and how many steps fit
 *
 * @typedef {Object} View
 * @property {string} tab
 * @property {boolean} logScale
 * @property {number} speed
 * @property {"light" | "dark"} theme
 * @property {Record<string, boolean>} layers  what is laid over the map, where it is not as at first
 * @property {number | null} radius  of the compass; null: a share of the window
 * @property {[number, number] | null} colourRange
 * @property {[number, number][] | null} window  zoomed or set by hand
 * @property {Record<string, any> | null} camera
 * @property {boolean} table
 * @property {boolean | null} [schedule]  the strip of the schedule; when not said, open as soon as the rate changes
 * @property {"slices" | "compass" | "tangent"} [figure]  what the tab of the gradient shows
 * @property {string} [rateFigure]  what the tab of the learning rate shows
 * @property {string} [startFigure]  what the tab of the starts shows
 * @property {Partial<BasinsView> | null} [basins]  of the map of starts, what is not as at first
 * @property {{ name: string, rate: number | null } | null} [side]  the comparison side by side; null: at its own rate
 * @property {MapView | null} [map]  what the map of outcomes shows
 * @property {number | null} [tolerance]  share of the start's slope that counts as arrived
 * @property {Partial<RangeTest> | null} [test]  what is not as at first
 *
 * @typedef {Object} State
 * @property {Race} race
 * @property {number} chosen  the run that the settings and the explanations are about
 * @property {Map<number, Run>} results  by run; maybe not yet of the present descriptions
 * @property {number | null} lit  the step under the pointer
 * @property {any} inspection
 * @property {import("./views/swarm-model.js").SwarmPicture | null} swarm  the balls that descend together, while they are shown
 * @property {Tool | null} sweep  what every rate on the slider comes to
 * @property {Map<string, Tool>} tools  what the tools have asked and been answered, by the tool's name
 * @property {Basins | null} basins
 * @property {number[] | null} aimed  the start under the pointer or the crosshair on the map of starts
 * @property {string | null} litBasin  what of the map of starts stands out
 * @property {Map<number, any> | null} rates  of the schedules, by run
 * @property {Map<number, any> | null} measures  along the paths, by run
 * @property {any} field
 * @property {any} signs  the way down at the steps that have a signpost
 * @property {Description} description  of the chosen run; follows from race and chosen
 * @property {View} view
 * @property {Run | null} run  of the chosen run; follows from results and chosen
 * @property {number} step
 * @property {Status} status
 * @property {Presence} server  whether it answers
 * @property {boolean} held  something is being dragged; side questions wait
 * @property {boolean} awaited  the run of the description is on its way, and has been for some frames
 * @property {[number, number][] | null} frame  the part of the plane that the map shows: the window, fitted
 * @property {{ surface: string, window: [number, number][], data: any } | null} ground  heights of the grid, or samples of the curve
 * @property {number[][] | null} fallLine
 * @property {{ key: string, data: Presets } | null} presets
 * @property {StepAnatomy | null} anatomy  the step that led to the point shown; at the start the first one
 * @property {StepAnatomy | null} here  the step that leaves the point shown
 * @property {{ term: string, index: number } | null} motion  slow motion: the part of the step from here that is being told
 * @property {Record<string, string>} problems  by the place of the page that they belong to
 * @property {{ window: [number, number][], mathml: string, letters: Knob[], rewritten: string | null,
 *   formula: string } | null} typed  what the server knows about the typed formula
 */

export {};
