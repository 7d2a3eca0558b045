import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { record } from "@/lib/audit/append";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { checkMirror, rebuildMirror } from "./jobs";

export const mirrorOrder = z.strictObject({ what: z.enum(["check", "rebuild"]) });
type Order = z.output<typeof mirrorOrder>["what"];

/** Has the copy compared with Jiko's lists, or dropped and read anew. On record, because others see its effect. */
export async function manageMirror({ id, memberId, name, customerId }: Session, what: Order): Promise<void> {
  await record({
    customerId,
    at: now(),
    kind: "event",
    action: `mirror.${what}`,
    actor: { memberId, sessionId: id, name },
    correlationId: randomUUID(),
    subjectId: null,
    details: {},
  });
  await (what === "check" ? checkMirror(customerId) : rebuildMirror(customerId));
}
