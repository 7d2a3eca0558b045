/** How much is let through: on average so many a minute, at most so many at once. */
export interface Limit {
  perMinute: number;
  burst: number;
}

export interface Bucket {
  tokens: number;
  /** Milliseconds of a clock that never goes back. */
  at: number;
}

interface Taken {
  bucket: Bucket;
  /** Zero where one was taken; else after how many milliseconds there will be one. */
  waitMs: number;
}

/** Takes one out of a bucket (null: a full one) that fills steadily. Pure; time that goes back counts as none. */
export function take(limit: Limit, bucket: Bucket | null, at: number): Taken {
  const perMs = limit.perMinute / 60_000;
  const passed = bucket ? Math.max(0, at - bucket.at) : 0;
  const tokens = bucket ? Math.min(limit.burst, bucket.tokens + passed * perMs) : limit.burst;
  const since = bucket ? Math.max(at, bucket.at) : at;
  if (tokens < 1) return { bucket: { tokens, at: since }, waitMs: Math.ceil((1 - tokens) / perMs) };
  return { bucket: { tokens: tokens - 1, at: since }, waitMs: 0 };
}
