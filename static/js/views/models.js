/**
 * What the views draw: plain objects, every text in them already in the reader's language.
 *
 * @typedef {"solid" | "dash" | "dot"} Dash
 *
 * @typedef {Object} Run
 * @property {number[][]} points        points[0] is the start
 * @property {(number | null)[]} losses one per point; null where the loss is not a number
 * @property {unknown} [outcome]        set once the run has ended
 * @property {string} color             name of a custom property, such as "--run-1"
 * @property {Dash} [dash]
 * @property {string} [marker]
 * @property {string} [name]            written at the end of the loss line
 *
 * @typedef {{ dtype: string, bdata: string, shape?: string }} TypedArraySpec  Plotly's base64 arrays
 * @typedef {TypedArraySpec | ArrayLike<number | null> | ArrayLike<ArrayLike<number | null>>} Numbers
 *
 * @typedef {Object} GridData  the body of /surfaces/grid
 * @property {Numbers} x
 * @property {Numbers} y
 * @property {Numbers} z
 * @property {Numbers} shade
 * @property {{ shade: number, loss: number }[]} levels
 *
 * @typedef {[[number, number], [number, number]]} Window2
 * @typedef {{ kind: string, at: number[], lowest?: boolean, label?: string }} Mark
 * @typedef {"playing" | "paused" | "ended" | "loading"} PlayState
 *
 * @typedef {Object} SurfaceModel
 * @property {GridData} grid
 * @property {Window2} window
 * @property {string[]} axes            names of the coordinates, ["x", "y"]
 * @property {Run | null} run
 * @property {Run[]} [others]           further runs on the same surface
 * @property {number} step              points[0..step] are shown
 * @property {PlayState} [state]
 * @property {number[][] | null} [ghost]     the old path while a new one is on its way
 * @property {number[][] | null} [fallLine]
 * @property {number[]} start
 * @property {Mark[]} marks
 * @property {{ from: number[], gradientStep: number[] } | null} [arrow]
 * @property {string} [theme]
 * @property {SurfaceTexts} texts
 *
 * @typedef {Object} SurfaceTexts
 * @property {string} label             what the picture shows, for people who do not see it
 * @property {string} [dragMe]          beside the start until it has been moved once
 * @property {string} [start]           name of the start handle
 * @property {string} [loss]
 * @property {string} [step]
 * @property {string} [wholeMap]        button that undoes a zoom
 * @property {string} [offMap]          beside the edge mark of a ball that has left the map
 *
 * @typedef {Object} CurveModel
 * @property {{ w: Numbers, loss: Numbers }} samples
 * @property {[number, number] | [[number, number]]} window
 * @property {string[]} axes
 * @property {Run | null} run
 * @property {Run[]} [others]
 * @property {number} step
 * @property {PlayState} [state]
 * @property {number[][] | null} [ghost]
 * @property {number[]} start
 * @property {Mark[]} marks
 * @property {{ at: number, slope: number } | null} [tangent]
 * @property {string} [theme]
 * @property {SurfaceTexts & { tangent?: string }} texts
 *
 * @typedef {Object} LossModel
 * @property {Run | null} run
 * @property {Run[]} [others]
 * @property {number} step
 * @property {PlayState} [state]
 * @property {boolean} logScale
 * @property {string} [theme]
 * @property {{ label: string, loss: string, step: string, aboveLowest?: string }} texts
 *
 * @typedef {Object} Slice
 * @property {Numbers} s
 * @property {Numbers} loss
 * @property {number} slope
 * @property {number} curvature
 * @property {number | { s: number, loss: number }} lands   where the step lands, in s
 *
 * @typedef {Object} SliceModel
 * @property {Slice | null} slice
 * @property {string} [theme]
 * @property {{ label: string, along: string, loss: string, tangent: string, parabola: string, lands: string, here: string }} texts
 *
 * @typedef {Object} SurfaceHandlers
 * @property {(point: number[]) => void} [onStartDrag]
 * @property {(point: number[]) => void} [onStartDrop]
 * @property {(point: number[]) => void} [onStartPick]
 * @property {() => void} [onUnavailable]   there is no WebGL
 */

/**
 * How many points of a run the step shows.
 * @param {{ points: unknown[] }} run
 * @param {number} step
 */
export function shownCount({ points }, step) {
  return Math.max(0, Math.min(step + 1, points.length));
}
