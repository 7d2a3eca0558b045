const timerMax = 2 ** 31 - 1;

/** Milliseconds of an ISO 8601 duration of days and time (`PT1H`, `P2DT30M`), null where it is none or negative. */
export function durationMs(text: string): number | null {
  const found = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/.exec(text);
  if (!found) return null;
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/**
 * The bank's time. It starts where it is told and ticks with real time; it can be moved ahead, never back. OAuth, rate limits
 * and download links keep real time.
 */
export class BankingClock {
  private offset: number;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    start: Date | null,
    private readonly realNow: () => number = Date.now,
  ) {
    this.offset = start ? start.getTime() - realNow() : 0;
  }

  now(): Date {
    return new Date(this.realNow() + this.offset);
  }

  /** Throws RangeError where `to` is before now. Does not run what falls due: that is the bank's part. */
  moveTo(to: Date): void {
    const ahead = to.getTime() - this.now().getTime();
    if (!(ahead >= 0)) throw new RangeError("The banking clock does not go back");
    this.offset += ahead;
  }

  /** Calls back once when the clock shows `at`, in place of an earlier wish; keeps no process alive. */
  wakeAt(at: Date | null, wake: () => void): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!at) return;
    const ms = Math.min(timerMax, Math.max(0, at.getTime() - this.now().getTime()));
    this.timer = setTimeout(wake, ms);
    this.timer.unref();
  }
}
