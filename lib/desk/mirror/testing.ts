// A filled copy in tests.
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind } from "@/lib/db/schema/mirror";
import type { Counterparty } from "@/lib/jiko/counterparties";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { sources } from "./sources";

/** Puts requests and payees into the copy, and says of both that they are all there. No versions of payees are kept. */
export async function fillCopy(customerId: string, requests: readonly TransferRequest[], payees: readonly Counterparty[]): Promise<void> {
  const seen = { customerId, digest: "0", readAt: new Date(), firstSeenAt: new Date() };
  const rows = [
    ...requests.map((one) => ({ kind: "transferRequests", ...sources.transferRequests.rowOf(one as never) })),
    ...payees.map((one) => ({ kind: "counterparties", ...sources.counterparties.rowOf(one as never) })),
  ].map(({ payee: _, at, ...row }) => ({ ...row, at: new Date(at), ...seen }));
  for (let i = 0; i < rows.length; i += 1_000) await db().insert(mirrorItem).values(rows.slice(i, i + 1_000));
  const filled = { customerId, filledAt: new Date(), asOf: new Date() };
  await db().insert(mirrorKind).values([{ ...filled, kind: "transferRequests" }, { ...filled, kind: "counterparties" }]);
}
