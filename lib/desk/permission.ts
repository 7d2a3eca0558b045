import "server-only";
import { record } from "@/lib/audit/append";
import { may, permissions, type Permission } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";

/** Throws `forbidden` where somebody lacks a permission, and puts on record what they tried. */
export async function requirePermission(
  session: Session,
  permission: Permission,
  correlationId: string,
  tried: Record<string, string>,
): Promise<void> {
  if (may(session, permission)) return;
  await record({
    customerId: session.customerId,
    at: now(),
    kind: "event",
    action: "access.refused",
    actor: { memberId: session.memberId, sessionId: session.id, name: session.name },
    correlationId,
    subjectId: null,
    details: { permission, role: session.role, ...tried },
  });
  throw new AppError("forbidden", { message: permissions[permission].barred });
}
