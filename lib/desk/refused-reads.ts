import "server-only";
import { randomUUID } from "node:crypto";
import type { Session } from "@/lib/auth/session";
import type { AnyOperation } from "@/lib/jiko/operation";
import { log } from "@/lib/log";
import { recordRefusal } from "./permission";

/** More than this is not remembered: what was forgotten is recorded once more, which is no harm. */
const most = 10_000;

// Pages and route handlers are bundled apart and must remember the same.
const shared = globalThis as typeof globalThis & { countersignRefusedReads?: Set<string> };

/**
 * Puts on record that a session asked for what its sign-in was not granted: once per session and group of operations,
 * because a page asks again and again by itself. A record that fails is logged; the refusal stands without it.
 */
export async function recordRefusedRead(op: AnyOperation, session: Session): Promise<void> {
  const noted = (shared.countersignRefusedReads ??= new Set());
  const [group = op.id] = op.id.split(".");
  const key = `${session.id} ${group}`;
  if (noted.has(key)) return;
  if (noted.size >= most) noted.clear();
  noted.add(key);
  try {
    await recordRefusal(session, randomUUID(), { scope: op.scope, role: session.role, operation: op.id });
  } catch (err) {
    noted.delete(key);
    log.error({ event: "audit.lost", operation: op.id, scope: op.scope, err }, "A refused read could not be recorded");
  }
}
