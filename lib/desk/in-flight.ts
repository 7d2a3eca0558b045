interface State {
  count: number;
  stopping: boolean;
  whenIdle: (() => void)[];
}

// Route handlers and the start-up code may be bundled apart; they must count the same requests.
const shared = globalThis as typeof globalThis & { countersignInFlight?: State };
const state = (): State => (shared.countersignInFlight ??= { count: 0, stopping: false, whenIdle: [] });

/** Counts a request until its handler is through, so that an ending process can wait for it. */
export async function underWay<T>(work: Promise<T>): Promise<T> {
  state().count++;
  try {
    return await work;
  } finally {
    if (--state().count === 0) for (const resume of state().whenIdle.splice(0)) resume();
  }
}

/** From here on the process says that it is not ready; ends when no request is under way. */
export async function drained(): Promise<void> {
  state().stopping = true;
  if (state().count > 0) await new Promise<void>((resolve) => state().whenIdle.push(resolve));
}

export const isStopping = (): boolean => state().stopping;
