import { z } from "zod";
import { expiryOf } from "@/lib/approvals/expiry";
import { asksMore } from "@/lib/approvals/policy/more";
import { applies, together } from "@/lib/approvals/policy/require";
import { assurances, type Facts, type Policy, type Rule } from "@/lib/approvals/policy/types";
import { railKindOf } from "@/lib/approvals/rail";
import type { Snapshot } from "@/lib/approvals/types";
import { cents } from "@/lib/treasury/money";
import type { SignOffSaid } from "./sign-offs";

/** What the desk saw at the moment of a sign-off, as far as the policy is concerned. */
const seenSnapshot = z.looseObject({
  subject: z.looseObject({
    id: z.string(), type: z.string(), createdAt: z.string(), destination: z.looseObject({ kind: z.string() }),
    pocket: z.looseObject({ id: z.string() }), initiator: z.looseObject({ memberId: z.string() }),
  }),
  context: z.looseObject({
    requiredApprovals: z.int(), asOf: z.string(), decisions: z.array(z.looseObject({ decision: z.string() })),
    findings: z.array(z.looseObject({ code: z.string() })), callBack: z.looseObject({}).nullable(),
    signOffs: z.array(z.looseObject({ memberId: z.string(), name: z.string(), how: z.string() })),
    policy: z.looseObject({
      version: z.string(), digest: z.string().nullable(), assurance: z.enum(assurances), acknowledge: z.array(z.string()),
      callBack: z.boolean(), expiresAt: z.string().nullable(),
      demands: z.array(z.looseObject({ count: z.int(), step: z.int(), from: z.looseObject({}) })),
    }),
  }),
});

/** Null where it is not in the form that a snapshot has. */
export function readSnapshot(value: unknown): Snapshot | null {
  const parsed = seenSnapshot.safeParse(value);
  return parsed.success ? (parsed.data as unknown as Snapshot) : null;
}

/** Whether a rule applied beyond doubt. How old or changed a payee was, and what else it got that day, no snapshot says. */
function certain({ when }: Rule, facts: Facts): boolean {
  return when.payeeNewerThanDays === undefined && when.payeeChangedWithinDays === undefined && applies(when, facts);
}

/** Whether what the desk asked for is less than a policy asks by what the desk saw. */
export function asksLess({ subject, context }: Snapshot, policy: Policy, upperAmount: number | null): boolean {
  const amount = upperAmount === null ? null : cents(upperAmount);
  const findings = context.findings.map(({ code }) => code);
  const facts: Facts = {
    // This request alone: others of the day only add to it.
    amount, paidToday: amount, rail: railKindOf(subject), payee: null, findings,
    pocketId: subject.pocket.id.toLowerCase(), initiatorId: subject.initiator.memberId.toLowerCase(),
  };
  const rules = policy.rules.filter((rule) => certain(rule, facts));
  if (rules.length === 0) return false;
  const { expiresAfterHours, ...asked } = together(rules, findings);
  const expiresAt = expiryOf({ created_at: subject.createdAt }, expiresAfterHours)?.toISOString() ?? null;
  return asksMore(context.policy, { ...asked, demands: [...asked.demands], acknowledge: [...asked.acknowledge], expiresAt });
}

/** What a sign-off lacked of what the desk asked for, as a sentence goes on; null where nothing. */
export function lackOf({ assurance, acknowledged }: SignOffSaid, { subject, context }: Snapshot): string | null {
  const { policy, callBack, asOf } = context;
  const weak = assurances.indexOf(assurance) < assurances.indexOf(policy.assurance);
  if (weak) return `it was signed by ${assurance}, and ${policy.assurance} was asked for`;
  if (policy.acknowledge.some((code) => !acknowledged.includes(code))) return "a risk that asks for a tick was not ticked";
  const calledBack = callBack !== null || subject.destination.kind !== "payee";
  if (policy.callBack && !calledBack) return "the call-back that the policy asks for was not there";
  return policy.expiresAt !== null && policy.expiresAt <= asOf ? "the request had expired" : null;
}
