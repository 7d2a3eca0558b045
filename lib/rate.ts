import { take, type Bucket, type Limit } from "./token-bucket";
import { AppError } from "./errors";

/**
 * What one session, or for what asks for none one process, may send. Reads leave room for a page that loads in many parts
 * and for measurements (50 a second for as long as one likes); what changes something is a
 * person's doing, a form that saves itself as one types included.
 */
export const limits = {
  read: { perMinute: 6_000, burst: 400 },
  change: { perMinute: 240, burst: 120 },
  /** Of one endpoint: a day's payments may settle in one minute, and Jiko sends again what was put off. */
  webhook: { perMinute: 12_000, burst: 3_000 },
  /** Deliveries of one endpoint, or to none, that nobody has signed. */
  unsigned: { perMinute: 60, burst: 120 },
  signIn: { perMinute: 120, burst: 120 },
} as const satisfies Record<string, Limit>;

/** More sessions than this are not remembered: whoever was quiet the longest gets a full bucket anew. */
const most = 10_000;

// Route handlers may be bundled apart and must count together. Several processes count each for itself: the limits are
// there against a page or a script that runs wild, and so many times as much is still no harm.
const shared = globalThis as typeof globalThis & { countersignBuckets?: Map<string, Bucket> };

/** Counts one request. Throws `rate_limited` with the seconds to wait where there were too many. */
export function spend(kind: keyof typeof limits, who: string, at: number = performance.now()): void {
  const buckets = (shared.countersignBuckets ??= new Map());
  const key = `${kind} ${who}`;
  const { bucket, waitMs } = take(limits[kind], buckets.get(key) ?? null, at);
  // Anew at the end: a Map keeps the order, and so the first is who was quiet the longest.
  buckets.delete(key);
  buckets.set(key, bucket);
  if (buckets.size > most) buckets.delete(buckets.keys().next().value!);
  if (waitMs === 0) return;
  const message = "Too much was asked of Countersign in a short time. Wait a moment; nothing was sent to Jiko.";
  throw new AppError("rate_limited", { message, retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
