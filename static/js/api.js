/** The one file that fetches: JSON answers, streams, refusals, and whether anyone is there. */

const PREFIX = "/api/v1";

/** @typedef {{ field: string, code: string, message: import("./types.js").Both, position?: number, length?: number,
 *   hint?: import("./types.js").Both, nearest?: string, limit?: number }} Fault */
/** @typedef {{ status: number, detail: string, detail_zh: string, errors: Fault[] }} Problem */

/** A server that has not said that it is well after so long is away. */
const PATIENCE_MS = 2000;

/** A name for this tab, known to nobody: tabs take turns where work waits in line. */
const TAB = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("-");

/** The server read the request and refused it. */
export class Refused extends Error {
  /** @param {Problem} problem @param {number | null} wait  seconds after which it wants to be asked again; null: it does not */
  constructor(problem, wait) {
    super(problem.detail);
    this.problem = problem;
    this.wait = wait;
  }
}

/** No answer: the server is away, or what answered is not ours. */
export class Away extends Error {}

/** A stream that ended without its last event. */
export class Cut extends Error {}

/**
 * @param {string} path
 * @param {unknown} question
 * @param {AbortSignal} [signal]
 */
async function post(path, question, signal) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(`${PREFIX}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Tab": TAB },
      body: JSON.stringify(question),
      signal,
    });
  } catch (error) {
    throw signal?.aborted ? error : new Away(String(error));
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    const wait = Number(response.headers.get("Retry-After")) || null;
    throw problem?.errors ? new Refused(problem, wait) : new Away(`status ${response.status}`);
  }
  return response;
}

/** Whether the server says that it is able to work. */
export async function isWell() {
  try {
    const { ok } = await fetch(`${PREFIX}/health`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    return ok;
  } catch {
    return false;
  }
}

/**
 * The answer to one question.
 * @param {string} path
 * @param {unknown} question
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function ask(path, question, signal) {
  const response = await post(path, question, signal);
  try {
    return await response.json();
  } catch (error) {
    throw signal?.aborted ? error : new Away(String(error));
  }
}

/**
 * Reads server-sent events until `done`; an end without it is a failure.
 * @param {string} path
 * @param {unknown} question
 * @param {Record<string, (data: any) => void>} handlers  by the name of the event
 * @param {AbortSignal} signal
 * @returns {Promise<any>} what `done` carries
 */
export async function stream(path, question, handlers, signal) {
  const response = await post(path, question, signal);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let pending = "";
  /** @type {any} */
  let ending = null;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done && ending) {
        return ending;
      }
      if (done) {
        throw new Cut("The stream ended without done.");
      }
      pending += decoder.decode(value, { stream: true });
      const events = pending.split("\n\n");
      pending = events.pop() ?? "";
      for (const event of events) {
        const [name, data] = readEvent(event);
        if (name === "done") {
          ending = data;
        }
        if (name === "error") {
          throw new Refused(data, data.retry_after ?? null);
        }
        handlers[name]?.(data);
      }
    }
  } catch (error) {
    if (error instanceof Refused || signal.aborted) {
      throw error;
    }
    throw new Cut(String(error));
  }
}

/**
 * @param {string} event
 * @returns {[string, any]}
 */
function readEvent(event) {
  let name = "message";
  let data = "";
  for (const line of event.split("\n")) {
    if (line.startsWith("event:")) {
      name = line.slice(6).trim();
    } else if (line.startsWith("data:")) {
      data += line.slice(5);
    }
  }
  return [name, data ? JSON.parse(data) : null];
}
