import { DelegateBackoff, handleWhen, retry } from "cockatiel";
import type { Deadline } from "./deadline";
import { JikoError } from "./error";

const maxRepeats = 2;

/**
 * Repeats a read after a failure that may pass (README.md, section 6): twice at most, with back-off and jitter, and only
 * where the pause fits into the deadline. Never for writes.
 */
export function withRepeats<T>(attempt: () => Promise<T>, deadline: Deadline, backoffMs: number): Promise<T> {
  let failures = 0;
  let pauseMs = 0;
  const mayPass = handleWhen((error) => {
    if (!(error instanceof JikoError)) return false;
    // Our own budget has waited already as long as it could: only a refusal of Jiko's is worth another try.
    const limited = error.code === "rate_limited" && error.upstreamStatus !== null;
    if (!limited && error.code !== "upstream_unavailable") return false;
    const backoff = backoffMs * 2 ** failures * (0.5 + Math.random() / 2);
    failures += 1;
    pauseMs = limited && error.retryAfterSeconds !== null ? error.retryAfterSeconds * 1000 : backoff;
    return pauseMs < deadline.remainingMs();
  });
  return retry(mayPass, { maxAttempts: maxRepeats, backoff: new DelegateBackoff(() => pauseMs) }).execute(attempt, deadline.signal);
}
