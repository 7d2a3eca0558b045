import { expect, test } from "vitest";
import type { Deadline } from "./deadline";
import { JikoError, type JikoErrorDetails } from "./error";
import { withRepeats } from "./repeats";
import { errorOf } from "./testing/fixtures";

const deadline = { signal: new AbortController().signal, remainingMs: () => 10_000 } as Deadline;

/** How often a read is tried that always fails like that. */
async function tries(code: JikoError["code"], details: Partial<JikoErrorDetails> = {}): Promise<number> {
  let count = 0;
  const attempt = async () => {
    count += 1;
    throw new JikoError(code, { operation: "pockets.list", effect: "none", ...details });
  };
  await errorOf(withRepeats(attempt, deadline, 1));
  return count;
}

test("only what may pass is tried again, twice", async () => {
  expect(await tries("upstream_unavailable")).toBe(3);
  expect(await tries("rate_limited", { upstreamStatus: 429, retryAfterSeconds: 0 })).toBe(3);
  expect(await tries("rate_limited", { upstreamStatus: 429, retryAfterSeconds: 10 })).toBe(1);
  expect(await tries("upstream_timeout")).toBe(1);
  expect(await tries("upstream_contract", { upstreamStatus: 200 })).toBe(1);
  expect(await tries("forbidden", { upstreamStatus: 403 })).toBe(1);
});

test("our own budget has waited already", async () => {
  expect(await tries("rate_limited", { upstreamStatus: null, retryAfterSeconds: 0 })).toBe(1);
});

test("an error that is not Jiko's is not tried again", async () => {
  let count = 0;
  const attempt = async () => {
    count += 1;
    throw new TypeError("a fault of ours");
  };
  expect(await errorOf(withRepeats(attempt, deadline, 1))).toBeInstanceOf(TypeError);
  expect(count).toBe(1);
});
