import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { mirrorItem, payeeVersion } from "@/lib/db/schema/mirror";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Wire } from "@/lib/jiko/wires";
import type { Cents } from "@/lib/treasury/money";
import { requireMirror } from "./gate";
import { stateOf } from "./state";
import type { Payment, Payments, PayeeVersions } from "./types";
import { openVersion } from "./versions";

/** Every version of a payee that the desk has seen, newest first. Throws `forbidden`. */
export async function counterpartyVersions(session: Session, counterpartyId: string): Promise<PayeeVersions> {
  await requireMirror(session, "counterparties");
  const { customerId } = session;
  const rows = await db()
    .select()
    .from(payeeVersion)
    .where(and(eq(payeeVersion.customerId, customerId), eq(payeeVersion.counterpartyId, counterpartyId)))
    .orderBy(desc(payeeVersion.number));
  return {
    versions: rows.map((row) => ({ number: row.number, seenAt: row.seenAt.toISOString(), payee: openVersion(row) })),
    state: await stateOf(customerId, ["counterparties"]),
  };
}

const paymentKinds = ["transferRequests", "wires"] as const;

/** Transfer requests and wires to a payee, newest first, at most 500. Throws `forbidden`. */
export async function paymentsTo(session: Session, counterpartyId: string): Promise<Payments> {
  await Promise.all(paymentKinds.map((kind) => requireMirror(session, kind)));
  const { customerId } = session;
  const rows = await db()
    .select()
    .from(mirrorItem)
    .where(
      and(
        eq(mirrorItem.customerId, customerId),
        eq(mirrorItem.counterpartyId, counterpartyId),
        inArray(mirrorItem.kind, [...paymentKinds]),
      ),
    )
    .orderBy(desc(mirrorItem.at))
    .limit(1000);
  const requested = new Set(rows.filter((row) => row.kind === "transferRequests").map((row) => row.id));
  const payments = rows
    .filter((row) => row.kind === "transferRequests" || (!requested.has(row.id) && (row.amount ?? 0) <= 0))
    .slice(0, 500)
    .map((row): Payment => {
      const request = row.kind === "transferRequests" ? (row.data as TransferRequest) : null;
      return {
        kind: request ? "transferRequests" : "wires",
        id: row.id,
        at: row.at.toISOString(),
        amount: row.amount === null ? null : (Math.abs(row.amount) as Cents),
        status: row.status,
        pocketId: row.pocketId,
        description: request ? request.transfer.description : (row.data as Wire).description,
        createdBy: request?.created_by.name ?? null,
      };
    });
  return { payments, state: await stateOf(customerId, paymentKinds) };
}
