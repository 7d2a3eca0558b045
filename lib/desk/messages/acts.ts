import type { TransferRequest } from "@/lib/jiko/transfer-requests";

export type What = "filed" | "APPROVED" | "REJECTED" | "CANCELED";

/** Something that Jiko says a member did to a request. Ids in lower case. */
export interface Act {
  transferId: string;
  memberId: string;
  name: string;
  what: What;
  /** The bank's time; null where Jiko does not say. */
  at: Date | null;
}

/** Everything that people did to a request, as far as it shows. Jiko lets nobody cancel but who filed it (assumed). */
export function actsOf(request: TransferRequest): Act[] {
  const { created_by, reviewers, status } = request;
  const act = (by: { member_id: string; name: string }, what: What, at: string | null): Act => ({
    transferId: request.id.toLowerCase(),
    memberId: by.member_id.toLowerCase(),
    name: by.name,
    what,
    at: at === null ? null : new Date(at),
  });
  return [
    act(created_by, "filed", request.created_at),
    ...(["APPROVED", "REJECTED"] as const).flatMap((what) =>
      reviewers.filter(({ decision }) => decision === what).map((one) => act(one, what, one.decided_at)),
    ),
    ...(status === "CANCELED" ? [act(created_by, "CANCELED", request.updated_at)] : []),
  ];
}

/** The command by which the desk does it. */
export const commandOf: Record<What, string> = {
  filed: "transfer.file",
  APPROVED: "transfer.approve",
  REJECTED: "transfer.reject",
  CANCELED: "transfer.cancel",
};

/** A line of the record about a command, as far as it matters here. */
export interface CommandEntry {
  subjectId: string;
  memberId: string;
  action: string;
  kind: "intent" | "outcome" | "correction";
  outcome: string | null;
  correlationId: string;
  /** After "not done" one more look at Jiko is still to come. */
  rechecking: boolean;
  /** The sign-off is held here and was never to reach Jiko. */
  held: boolean;
}

/**
 * Where an act comes from: `desk` where the record has a command of that member about that request that was carried out, `open`
 * where there is one of which nobody knows yet, else `outside`. An intent is committed before Jiko hears of it, so what was
 * read at Jiko before the record was read is never `outside` for lack of an intent that is on its way.
 */
export function originOf(act: Act, entries: readonly CommandEntry[]): "desk" | "open" | "outside" {
  const ours = entries.filter(
    (one) => one.subjectId === act.transferId && one.memberId === act.memberId && one.action === commandOf[act.what] && !one.held,
  );
  if (ours.some(({ kind, outcome }) => kind !== "intent" && outcome === "done")) return "desk";
  const ended = ours.filter(({ kind, rechecking }) => kind !== "intent" && !rechecking);
  const settled = new Set(ended.map(({ correlationId }) => correlationId));
  return ours.some(({ correlationId }) => !settled.has(correlationId)) ? "open" : "outside";
}
