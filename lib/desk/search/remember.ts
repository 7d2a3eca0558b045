import "server-only";
import type { Session } from "@/lib/auth/session";
import { mayRead } from "@/lib/auth/permissions";
import type { AnswerOf, AnyOperation, InputOf } from "@/lib/jiko/operation";
import { readWhole } from "../read";

/** A person types a word in this time: all of its letters are answered from one read. */
const rememberedMs = 60_000;
const most = 500;

interface Kept {
  until: number;
  answer: Promise<unknown>;
}

// Route handlers may be bundled apart and must remember the same.
const shared = globalThis as typeof globalThis & { countersignSearchReads?: Map<string, Kept> };

/**
 * A read of this session's own, answered for a minute from what it answered first; null where the sign-in was not granted it.
 * A read that failed is not remembered.
 */
export async function rememberedRead<Op extends AnyOperation>(op: Op, session: Session, input: InputOf<Op>): Promise<AnswerOf<Op> | null> {
  if (!mayRead(session, op.scope)) return null;
  const kept = (shared.countersignSearchReads ??= new Map<string, Kept>());
  const key = `${session.id} ${op.id}`;
  const at = performance.now();
  const known = kept.get(key);
  if (known && known.until > at) return known.answer as Promise<AnswerOf<Op>>;
  for (const [other, { until }] of kept) if (until <= at || kept.size >= most) kept.delete(other);
  const answer = readWhole(op, session, input);
  kept.set(key, { until: at + rememberedMs, answer });
  answer.catch(() => kept.get(key)?.answer === answer && kept.delete(key));
  return answer;
}
