import "server-only";
import { and, eq, gt, inArray, max } from "drizzle-orm";
import { expiryOf } from "@/lib/approvals/expiry";
import { openRequestsInput } from "@/lib/approvals/open-requests";
import { signOffOf } from "@/lib/approvals/policy/progress";
import { counterpartyIdOf } from "@/lib/approvals/snapshot";
import type { WaitingView } from "@/lib/approvals/types";
import type { Session } from "@/lib/auth/session";
import { bankingNow, now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { payeeVersion } from "@/lib/db/schema/mirror";
import { transferRequestsList, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { policyInForce, type PolicyInForce } from "../policy/in-force";
import { asksForMore, requirementsOf } from "../policy/requirements";
import { readWhole } from "../read";
import { expiredSentence } from "./barred";
import { barredByPolicy, memberOf, standingOf, type Stand } from "./look";
import { counting, signOffsOf } from "./sign-offs";
import { teamOf } from "./team";
import { progressIn } from "./view";

/** How long what the policy asks of the same requests is believed: it rests on the past, and every page of everybody asks. */
const believedMs = 15_000;
const asked = new Map<string, { key: string; until: number; found: ReturnType<typeof requirementsOf> }>();

function askedOf(
  customerId: string,
  { policy, version, digest }: PolicyInForce,
  requests: readonly TransferRequest[],
): ReturnType<typeof requirementsOf> {
  const key = [version, digest, ...requests.map(({ id }) => id)].join(" ");
  const known = asked.get(customerId);
  if (known?.key === key && known.until > now().getTime()) return known.found;
  const found = requirementsOf(customerId, policy, requests);
  asked.set(customerId, { key, until: now().getTime() + believedMs, found });
  found.catch(() => asked.delete(customerId));
  return found;
}

/**
 * How requests that wait for approval stand here, all at once. Sign-offs count unless the payee was changed after them;
 * whether what was signed is still exactly what stands at Jiko is compared on the request's own page.
 */
export async function waitingViews(session: Session): Promise<WaitingView[]> {
  const { customerId } = session;
  const [open, inForce, asOf] = await Promise.all([
    readWhole(transferRequestsList, session, { query: openRequestsInput }),
    policyInForce(customerId),
    bankingNow(),
  ]);
  const items = open.items.filter(({ status }) => status === "PENDING_APPROVAL");
  if (items.length === 0) return [];
  const [requirements, signed, teams] = await Promise.all([
    askedOf(customerId, inForce, items),
    signOffsAmong(customerId, items),
    // One read for all: those that are on their way are shared.
    Promise.all(items.map((request) => teamOf((op, input) => readWhole(op, session, input), session, request))),
  ]);
  const own = memberOf(session);
  return items.flatMap((request, i) => {
    const requirement = requirements.get(request.id.toLowerCase());
    if (!requirement) return [];
    const team = teams[i]!;
    const counted = counting(signed.get(request.id.toLowerCase()) ?? [], team.signers, null);
    const stand: Stand = { sources: { request }, requirement, team, signed: counted.map(({ member }) => member) };
    const expiresAt = expiryOf(request, requirement.expiresAfterHours);
    const expired = expiresAt !== null && expiresAt <= asOf;
    return {
      id: request.id, progress: progressIn(stand), atLeast: asksForMore(inForce.policy),
      expired, expiresAt: expiresAt?.toISOString() ?? null,
      held: counted.flatMap(({ row }) => (row.how === "held" ? [{ memberId: row.memberId, name: row.memberName }] : [])),
      bars: expired ? expiredSentence : barredByPolicy(signOffOf(standingOf(stand), own)),
    };
  });
}

/** Sign-offs of requests, by id: those from after the last change of the payee, as far as the copy saw one. Few requests have any. */
async function signOffsAmong(customerId: string, requests: readonly TransferRequest[]) {
  const ids = requests.map(({ id }) => id.toLowerCase());
  const rows = await db()
    .selectDistinct({ id: signOff.transferId })
    .from(signOff)
    .where(and(eq(signOff.customerId, customerId), inArray(signOff.transferId, ids)));
  const some = requests.filter(({ id }) => rows.some((row) => row.id === id.toLowerCase()));
  const changes = await payeeChanges(customerId, some);
  const given = await Promise.all(some.map(({ id }) => signOffsOf(customerId, id)));
  return new Map(
    some.map((request, i) => {
      const changedAt = changes.get(counterpartyIdOf(request)?.toLowerCase() ?? "");
      return [request.id.toLowerCase(), given[i]!.filter(({ at }) => !changedAt || at > changedAt)];
    }),
  );
}

/** When the copy saw payees of requests become others than they were first, by their id. */
async function payeeChanges(customerId: string, requests: readonly TransferRequest[]): Promise<Map<string, Date>> {
  const ids = requests.flatMap((one) => counterpartyIdOf(one)?.toLowerCase() ?? []);
  if (ids.length === 0) return new Map();
  const { counterpartyId, number, seenAt } = payeeVersion;
  const rows = await db()
    .select({ counterpartyId, seenAt: max(seenAt) })
    .from(payeeVersion)
    .where(and(eq(payeeVersion.customerId, customerId), inArray(counterpartyId, ids), gt(number, 1)))
    .groupBy(counterpartyId);
  return new Map(rows.flatMap((one) => (one.seenAt ? [[one.counterpartyId, one.seenAt] as const] : [])));
}
