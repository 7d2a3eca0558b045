import "server-only";
import { record } from "@/lib/audit/append";
import { may, permissions, type Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";

/** Puts on record that somebody was refused what they asked for. */
export const recordRefusal = (
  { customerId, memberId, id, name }: Session,
  correlationId: string,
  details: Record<string, string>,
): Promise<unknown> =>
  record({
    customerId, at: now(), kind: "event", action: "access.refused", actor: { memberId, sessionId: id, name },
    correlationId, subjectId: null, details,
  });

/** Throws `forbidden` where somebody lacks a permission, and puts on record what they tried. */
export async function requirePermission(
  session: Session,
  permission: Permission,
  correlationId: string,
  tried: Record<string, string>,
): Promise<void> {
  if (may(session, permission)) return;
  await recordRefusal(session, correlationId, { permission, role: session.role, ...tried });
  throw new AppError("forbidden", { message: permissions[permission].barred });
}
