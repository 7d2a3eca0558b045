import "server-only";
import { findingName } from "@/lib/approvals/findings/words";
import { thresholdsOf } from "@/lib/approvals/findings/thresholds";
import { findingsAskedFor } from "@/lib/approvals/policy/require";
import { simulate } from "@/lib/approvals/policy/simulate";
import type { PolicyContent } from "@/lib/approvals/policy/types";
import type { Session } from "@/lib/auth/session";
import { bankingNow, dayOf, startOfDay } from "@/lib/clock";
import { addDays } from "@/lib/treasury/business-days";
import { asPast } from "../approvals/past";
import { signing } from "../approvals/team";
import { requireMirror } from "../mirror/gate";
import { mirrorState } from "../mirror/state";
import { readWhole } from "../read";
import { activeAmong, teamNow } from "./company";
import { policyInForce } from "./in-force";
import { mostRequests, pastFacts, untellable } from "./past-facts";
import type { Simulation } from "./types";

const lookBackDays = 90;
const mostRows = 200;

/** The last one of each session: it is the read that costs seconds of a processor, so nobody has two at once. */
const turns = new Map<string, Promise<unknown>>();

/** See `simulated`. Those of one session take their turn. */
export function simulation(session: Session, content: PolicyContent): Promise<Simulation> {
  const before = turns.get(session.id) ?? Promise.resolve();
  const own = before.catch(() => undefined).then(() => simulated(session, content));
  const over = () => void (turns.get(session.id) === own && turns.delete(session.id));
  turns.set(session.id, own);
  own.then(over, over);
  return own;
}

/**
 * What a policy would have asked of the requests of the last 90 days, beside what the one in force would have: from the desk's
 * copy, with the team of today. Throws `forbidden` where the member may not read requests and payees at Jiko.
 */
async function simulated(session: Session, content: PolicyContent): Promise<Simulation> {
  const { customerId } = session;
  await requireMirror(session, "transferRequests");
  await requireMirror(session, "counterparties");
  const [state, at, inForce] = await Promise.all([mirrorState(session, ["transferRequests", "counterparties"]), bankingNow(), policyInForce(customerId)]);
  const since = startOfDay(addDays(dayOf(at), -lookBackDays));
  const filled = state.kinds.every((one) => one.filled || (one.kind === "transferRequests" && one.reachedBack !== null && one.reachedBack <= since.toISOString()));
  if (!filled) return { filled, state };
  const team = activeAmong(await teamNow((op, input) => readWhole(op, session, input)));
  const codes = findingsAskedFor([...inForce.policy.rules, ...content.rules]);
  const { requests, past: found, cut } = await pastFacts(customerId, since, codes, [inForce.policy, content].map(thresholdsOf));
  const past = found.map(({ facts: [before, after], ...one }) => ({ ...one, facts: { before: before!, after: after! } }));
  const signers = team.filter(({ role }) => signing.includes(role));
  const differing = simulate(inForce.policy, content, past, signers).reverse();
  const byId = new Map(requests.map((one) => [one.id, one]));
  const hidden = codes.filter((code) => untellable.includes(code)).map((code) => `“${findingName(code)}”`);
  return {
    filled, state, since: since.toISOString(), looked: requests.length,
    differing: differing.map(({ signOffs }) => ({ signOffs })),
    rows: differing.slice(0, mostRows).map((one) => {
      const request = byId.get(one.id)!;
      const { pocketId, amount } = asPast(request);
      return { ...one, at: request.created_at, payee: request.transfer.counterparty_name, amount, pocketId };
    }),
    notes: [
      "Who may sign is taken from today's team, payees' names are today's, and a payee of which it is not known when it changed counts as changed.",
      "Amounts of “everything” are not known for the past: they count as above every amount. What a payee gets in a day is what was filed that day.",
      ...(hidden.length > 0 ? [`Not told for the past, so as if it had not been there: ${hidden.join(", ")}.`] : []),
      ...(cut ? [`There were more: the newest ${mostRequests.toLocaleString("en-US")} were looked at.`] : []),
    ],
  };
}
