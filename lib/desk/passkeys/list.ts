import "server-only";
import { and, desc, eq, ne } from "drizzle-orm";
import { may } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { passkey } from "@/lib/db/schema/passkeys";

/** A passkey as people see it. Instants in ISO. */
export interface PasskeyView {
  id: string;
  memberId: string;
  memberName: string;
  label: string;
  state: "waiting" | "active" | "revoked";
  /** SHA-256 of its public key, hexadecimal. */
  fingerprint: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
  /** Why this viewer cannot confirm it; null where they can, or where nothing is to be confirmed. */
  confirmBarred: string | null;
}

const viewOf = (row: typeof passkey.$inferSelect, session: Session): PasskeyView => ({
  id: row.id, memberId: row.memberId, memberName: row.memberName, label: row.label, state: row.state,
  fingerprint: row.fingerprint,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  confirmBarred:
    row.memberId === session.memberId.toLowerCase()
      ? "Somebody else must confirm your passkey."
      : may(session, "transfers.decide")
        ? null
        : "Confirming a passkey needs the role approver or admin.",
});

/** The passkeys of one member, newest first. */
export async function passkeysOf(session: Session, memberId: string): Promise<PasskeyView[]> {
  const rows = await db()
    .select()
    .from(passkey)
    .where(and(eq(passkey.customerId, session.customerId), eq(passkey.memberId, memberId.toLowerCase())))
    .orderBy(desc(passkey.createdAt));
  return rows.map((row) => viewOf(row, session));
}

/** Those of others that wait for somebody to confirm them. */
export async function waitingPasskeys(session: Session): Promise<PasskeyView[]> {
  const { customerId, memberId } = session;
  const rows = await db()
    .select()
    .from(passkey)
    .where(and(eq(passkey.customerId, customerId), eq(passkey.state, "waiting"), ne(passkey.memberId, memberId.toLowerCase())))
    .orderBy(desc(passkey.createdAt));
  return rows.map((row) => viewOf(row, session));
}
