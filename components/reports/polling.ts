/** Milliseconds until the next look at a report that is being made: from 2 s up to 30 s, as Jiko asks (assumed). */
export const pauseAfter = (looks: number): number => Math.min(30_000, Math.round(2_000 * 1.4 ** looks));

const open = new Set(["PENDING", "PROCESSING"]);

/** Whether Jiko still works on it. A state that is not known here is not waited for. */
export const isOpen = ({ status }: { status: string }): boolean => open.has(status);

interface Looked<Data> {
  state: { data: Data | undefined; dataUpdateCount: number };
}

/** For `refetchInterval`: goes on as long as `waits` says so. */
export const whileOpen =
  <Data>(waits: (data: Data) => boolean) =>
  ({ state: { data, dataUpdateCount } }: Looked<Data>): number | false =>
    data !== undefined && waits(data) ? pauseAfter(Math.max(0, dataUpdateCount - 1)) : false;
