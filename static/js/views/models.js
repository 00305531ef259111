/**
 * What the views draw: plain objects, every text in them already in the reader's language.
 *
 * @typedef {"solid" | "dash" | "dot" | "dashdot" | "longdash" | "longdashdot"} Dash
 *
 * @typedef {Object} Run
 * @property {number[][]} points        points[0] is the start
 * @property {(number | null)[]} losses one per point; null where the loss is not a number
 * @property {unknown} [outcome]        set once the run has ended
 * @property {string} color             name of a custom property, such as "--run-1"
 * @property {Dash} [dash]
 * @property {string} [marker]
 * @property {string} [name]            written at the end of the loss line
 * @property {number} [id]
 * @property {boolean} [ghost]          a frozen copy, drawn faint
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
 * @typedef {{ angle: number, loss: number | null }} Side
 * @typedef {{ radius: number, angles: number[], losses: (number | null)[], best: Side | null, steepest: Side | null,
 *   apart: number | null }} Compass
 * @typedef {Object} Inspection  what is known at the ball
 * @property {number[]} point
 * @property {number[]} gradient
 * @property {(number | null)[]} eigenvalues  ascending
 * @property {(number | null)[][]} eigenvectors
 * @property {{ constant: number, slopes: number[] }} tangent  the straight model
 * @property {Compass | null} [compass]
 * @property {{ minimum: number[], distance: number, angle: number } | null} [way]
 *
 * @typedef {{ kind: string, name: string, symbol: string, vector: (number | null)[] }} StepArrow
 *
 * @typedef {Object} Overlays  what may be laid over a picture of the surface
 * @property {Record<string, boolean>} [layers]  which of them are on
 * @property {Inspection | null} [inspection]
 * @property {{ points: number[][], directions: ((number | null)[] | null)[] } | null} [field]
 * @property {{ steps: number[], points: number[][], directions: ((number | null)[] | null)[] } | null} [signs]
 * @property {{ from: number[], list: StepArrow[], told?: boolean } | null} [arrows]
 * @property {number[] | null} [landing]
 * @property {number | null} [lit]  the step under the pointer
 * @property {import("./swarm-model.js").SwarmPicture | null} [swarm]
 * @property {boolean} [zoomed]  the window is not the surface's own
 * @property {[number, number][] | null} [frame]  the part of it that is wanted; the ground may still be that of another
 * @property {import("./basin-layer.js").BasinPicture | null} [basins]  where every start ends
 * @property {(key: string, figures?: Record<string, string>) => string} say
 *
 * @typedef {SurfacePicture & Overlays} SurfaceModel
 *
 * @typedef {Object} SurfacePicture
 * @property {GridData} grid
 * @property {Window2} window
 * @property {string[]} axes            names of the coordinates, ["x", "y"]
 * @property {Run | null} run
 * @property {Run[]} [others]           further runs on the same surface
 * @property {number} step              points[0..step] are shown
 * @property {PlayState} [state]
 * @property {number[][] | null} [ghost]     a faint path: the old one while a new one is on its way, or the way ahead
 * @property {number[][] | null} [fallLine]
 * @property {number[]} start
 * @property {Mark[]} marks
 * @property {string} [theme]
 * @property {Record<string, any> | null} [camera]  of the relief; null: the one that fills its pane
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
 * @typedef {CurvePicture & Overlays} CurveModel
 *
 * @typedef {Object} CurvePicture
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
 * @property {number | null} [lit]     the step under the pointer, in whatever view
 * @property {boolean} logScale
 * @property {string} [theme]
 * @property {{ label: string, loss: string, step: string, aboveLowest?: string, litStep?: (step: number) => string }} texts
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
 * @property {(point: number[], position?: readonly [number, number]) => void} [onStartPick]
 * @property {() => void} [onUnavailable]   there is no WebGL
 * @property {(step: number | null) => void} [onLight]  the pointer is on this step of a path
 * @property {(id: number) => void} [onChoose]  a click on another run's path or ball
 * @property {(window: [number, number][] | null) => void} [onWindow]  zoomed or panned; null: all of it
 * @property {(radius: number) => void} [onRadius]  of the compass
 * @property {(start: number[], side: number) => void} [onBall]  a click on a ball of a swarm, which began there
 * @property {(place: number, window: [number, number][]) => void} [onBox]  of the starts of a swarm
 * @property {() => void} [onBoxDrop]
 * @property {(camera: Record<string, any>) => void} [onCamera]
 */

/**
 * How many points of a run the step shows.
 * @param {{ points: unknown[] }} run
 * @param {number} step
 */
export function shownCount({ points }, step) {
  return Math.max(0, Math.min(step + 1, points.length));
}
