/** The steady clock that deadlines and budgets are measured with; tests bring their own. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when that comes first. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const steadyClock: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) =>
    untilAborted(
      signal,
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
      }),
    ),
};

/** The time for a call ran out. */
export class OutOfTime extends Error {
  constructor() {
    super("The time for the call ran out");
    this.name = "OutOfTime";
  }
}

/** Whoever asked for the call no longer wants it. */
export class GivenUp extends Error {
  constructor() {
    super("The call was given up");
    this.name = "GivenUp";
  }
}

export interface Deadline {
  /** Aborted with OutOfTime or GivenUp. */
  signal: AbortSignal;
  remainingMs(): number;
  /** The promise, or a rejection as soon as the time is out. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Something has moved: the time that a call may stand still begins anew. */
  moved(): void;
  /** Must be called, else the timer and the caller's signal hold on to it. */
  end(): void;
}

/**
 * Starts the time of one call; `signal` is the caller's own, which may end it earlier. With `stallMs` the call also ends
 * when nothing has moved for so long.
 */
export function startDeadline(ms: number, clock: Clock, signal?: AbortSignal, stallMs?: number): Deadline {
  const controller = new AbortController();
  const endsAt = clock.now() + ms;
  const timer = setTimeout(() => controller.abort(new OutOfTime()), ms);
  let stall: NodeJS.Timeout | undefined;
  const moved = () => {
    if (stallMs === undefined) return;
    clearTimeout(stall);
    stall = setTimeout(() => controller.abort(new OutOfTime()), stallMs);
  };
  moved();
  const giveUp = () => controller.abort(new GivenUp());
  if (signal?.aborted) giveUp();
  else signal?.addEventListener("abort", giveUp, { once: true });
  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, endsAt - clock.now()),
    race: (promise) => untilAborted(controller.signal, promise),
    moved,
    end() {
      clearTimeout(timer);
      clearTimeout(stall);
      signal?.removeEventListener("abort", giveUp);
    },
  };
}

function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
