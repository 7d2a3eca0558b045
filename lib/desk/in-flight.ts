import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

interface State {
  count: number;
  stopping: boolean;
  whenIdle: (() => void)[];
  /** Aborted when the time for an orderly end is nearly over. */
  last: AbortController;
}

// Route handlers and the start-up code may be bundled apart; they must count the same requests.
const shared = globalThis as typeof globalThis & { countersignInFlight?: State };
const state = (): State => (shared.countersignInFlight ??= { count: 0, stopping: false, whenIdle: [], last: new AbortController() });

/** Has an ending process wait until the answer is called; calling it again does nothing. */
export function hold(): () => void {
  state().count++;
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    if (--state().count === 0) for (const resume of state().whenIdle.splice(0)) resume();
  };
}

/** Counts a request until its handler is through, so that an ending process can wait for it. */
export async function underWay<T>(work: Promise<T>): Promise<T> {
  const release = hold();
  try {
    return await work;
  } finally {
    release();
  }
}

/** From here on the process says that it is not ready; ends when no request is under way. */
export async function drained(): Promise<void> {
  state().stopping = true;
  if (state().count > 0) await new Promise<void>((resolve) => state().whenIdle.push(resolve));
}

export const isStopping = (): boolean => state().stopping;

/** Aborted when what is still under way must end now, because the process will. */
export const lastCall = (): AbortSignal => state().last.signal;
export const callLast = (): void => state().last.abort(new Error("The server is ending"));

/**
 * Has an ending process wait for the last bytes of its answers too: a handler is through long before its body has left. From
 * Node's own channel, because neither a route handler nor the start-up code can get hold of the server.
 */
export function holdForResponses(): void {
  subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: ServerResponse };
    response.once("close", hold());
  });
}
