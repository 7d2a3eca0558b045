import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Act, What } from "./acts";
import { plain } from "./plain";
import { transferLine } from "./request-words";
import type { Telling } from "./types";

const titles: Record<What, string> = { filed: "Filed", APPROVED: "Approved", REJECTED: "Rejected", CANCELED: "Canceled" };
const verbs: Record<What, string> = { filed: "filed", APPROVED: "approved", REJECTED: "rejected", CANCELED: "canceled" };

/** What is told because somebody filed or decided a request at Jiko and not here: an alarm, and for a cancellation its initiator. */
export function outsideTellings(request: TransferRequest, { what, memberId, name, transferId }: Act): Telling[] {
  const who = plain(name, 80);
  const common = { subjectId: transferId, urgent: true };
  const alarm: Telling = {
    ...common,
    kind: "request.outside",
    once: `request.outside ${what} ${memberId} ${transferId}`,
    to: { roles: ["APPROVER", "ADMIN"] },
    channel: true,
    title: `${titles[what]} outside the desk: ${transferLine(request)}`,
    text:
      `According to Jiko, ${who} ${verbs[what]} it, and not through this desk: the company's policy was not applied. ` +
      `Ask ${who} by a way you know. If it was not expected, freeze the desk and talk to Jiko.`,
  };
  if (what !== "CANCELED") return [alarm];
  const told: Telling = {
    ...common,
    urgent: false,
    kind: "request.canceled",
    once: `request.canceled ${transferId}`,
    to: { members: [memberId] },
    channel: false,
    title: `Canceled outside the desk: ${transferLine(request)}`,
    text: "According to Jiko, you canceled it, and not through this desk. If that was not you, tell an admin now.",
  };
  return [alarm, told];
}

/** More than this at once is one alarm: after a restore a thousand mails would hide what they tell of. */
export const mostAlarms = 10;

/** One alarm for many acts that were found together; the record has each of them. */
export const manyOutside = (count: number, seenAt: Date): Telling => ({
  kind: "request.outside", subjectId: null, once: `request.outside ${count} ${seenAt.toISOString()}`, urgent: true, channel: true,
  to: { roles: ["APPROVER", "ADMIN"] },
  title: `${count} filings and decisions outside the desk`,
  text:
    "According to Jiko they were made, and this desk has no record of them. If its database was restored from a backup, that is why. " +
    "If not, freeze the desk and talk to Jiko. The audit record has each of them.",
});
