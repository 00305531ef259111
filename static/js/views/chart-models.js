/**
 * What the charts draw. Every text is in the reader's language.
 *
 * @typedef {Object} Series  a line over the steps
 * @property {(number | null)[]} values
 * @property {number[]} [steps]    the step of each value; 0, 1, 2 … when left out
 * @property {string} color        name of a custom property, such as "--run-1"
 * @property {import("./models.js").Dash} [dash]
 * @property {string} [marker]
 * @property {string} [name]       written at the end of the line
 * @property {boolean} [ghost]     a pinned run: faint
 * @property {boolean} [guide]     a limit rather than a measurement: thin, without a ball
 * @property {string} [line]       which line of its run it is, where a chart has several
 *
 * @typedef {Object} StepModel
 * @property {Series[]} series     the chosen one last, so that it lies on top
 * @property {number} last         where the step axis ends
 * @property {number} step         what lies beyond it is faint
 * @property {number | null} [lit] the step under the pointer, in whatever view
 * @property {boolean} logScale
 * @property {boolean} [readout]   write the figures of the lit step beside it
 * @property {boolean} [restless]  the values change many times a second
 * @property {boolean} [namesHidden]  leave room for the names, so that frames stand in line, but write none
 * @property {string} [theme]
 * @property {{ label: string, value: string, step: string, aboveLowest?: string, litStep?: (step: number) => string }} texts
 *
 * @typedef {Object} Line  one line of a plain chart
 * @property {ArrayLike<number | null>} x
 * @property {ArrayLike<number | null>} y
 * @property {string} color
 * @property {number} [width]
 * @property {number[]} [dash]
 * @property {string} [name]       written beside the line
 *
 * @typedef {{ at: [number, number], color: string, name?: string, small?: boolean }} Ball
 * @typedef {{ at: number, color: string, name?: string }} Upright  a hairline across the chart at one x
 *
 * @typedef {Object} LineModel
 * @property {Line[]} lines
 * @property {Ball[]} [balls]
 * @property {Upright[]} [uprights]
 * @property {[number, number] | null} [x]   the range; that of the lines when left out
 * @property {[number, number] | null} [y]
 * @property {{ at: number, text: string }[]} [ticks]  along x
 * @property {boolean} [logX]
 * @property {boolean} [logY]
 * @property {string} [theme]
 * @property {{ label: string, x: string, y: string, empty: string }} texts
 *
 * @typedef {{ id: string, name: string, along: "step" | "rate" | "both", step: number, rate: number, says: string,
 *   removable: boolean, round: boolean }} Grip
 *
 * @typedef {Object} ScheduleModel
 * @property {Series[]} series
 * @property {number} last
 * @property {number} step
 * @property {number | null} [lit]
 * @property {Grip[]} grips
 * @property {string} [theme]
 * @property {{ label: string, value: string, step: string }} texts
 */

export {};
