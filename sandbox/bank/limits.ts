import { rateLimits, type RateGroup } from "@/lib/jiko/rate-limits";

export interface Spent {
  allowed: boolean;
  headers: Record<string, string>;
}

interface Window {
  endsAt: number;
  used: number;
}

/**
 * Counts calls per client, user and group in windows of a minute that begin with the first call (that windows do not slide is
 * assumed). Real time, because a client's budget does not follow the banking clock.
 */
export class Limits {
  private readonly minutes = new Map<string, Window>();
  private readonly seconds = new Map<string, Window>();

  constructor(
    private factor: number,
    private readonly realNow: () => number = Date.now,
  ) {}

  setFactor(factor: number): void {
    this.factor = factor;
    this.clear();
  }

  clear(): void {
    this.minutes.clear();
    this.seconds.clear();
  }

  /** Takes one call from the budget, or refuses with `Retry-After`. A refused call costs nothing. */
  spend(who: string, group: RateGroup): Spent {
    const rule: { perMinute: number; perSecond?: number } = rateLimits[group];
    const key = `${who} ${group}`;
    const limit = Math.max(1, Math.floor(rule.perMinute * this.factor));
    const minute = this.window(this.minutes, key, 60_000);
    const second = rule.perSecond ? this.window(this.seconds, key, 1000) : null;
    const blocked = minute.used >= limit ? minute : second && second.used >= Math.max(1, Math.floor(rule.perSecond! * this.factor)) ? second : null;
    if (!blocked) {
      minute.used += 1;
      if (second) second.used += 1;
    }
    return {
      allowed: !blocked,
      headers: {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.max(0, limit - minute.used)),
        "x-ratelimit-reset": String(Math.ceil(minute.endsAt / 1000)),
        ...(blocked ? { "retry-after": String(Math.max(1, Math.ceil((blocked.endsAt - this.realNow()) / 1000))) } : {}),
      },
    };
  }

  private window(windows: Map<string, Window>, key: string, length: number): Window {
    const now = this.realNow();
    const known = windows.get(key);
    if (known && known.endsAt > now) return known;
    const fresh = { endsAt: now + length, used: 0 };
    windows.set(key, fresh);
    return fresh;
  }
}
