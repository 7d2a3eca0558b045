import "server-only";
import { thresholdsOf } from "@/lib/approvals/findings/thresholds";
import { findingsInConditions, requirementOf, together } from "@/lib/approvals/policy/require";
import type { Policy, Requirement } from "@/lib/approvals/policy/types";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { policyInForce } from "./in-force";
import { pastFacts, untellable } from "./past-facts";

/** Whether some rule asks for what the copy cannot tell: then the screen of a request may ask for more than a list knows. */
export const asksForMore = (policy: Policy): boolean => findingsInConditions(policy.rules).some((code) => untellable.includes(code));

/**
 * What a policy asks of requests, by id, from the desk's copy and without anybody's session: what can only be told at a decision
 * itself (balances, browsers) is left out. Those that the copy does not have are not in it.
 */
export async function requirementsOf(customerId: string, policy: Policy, requests: readonly TransferRequest[]): Promise<Map<string, Requirement>> {
  if (requests.length === 0) return new Map();
  if (policy.rules.every(({ when }) => Object.keys(when).length === 0)) {
    const everyTime = together(policy.rules, []);
    return new Map(requests.map(({ id }) => [id.toLowerCase(), everyTime]));
  }
  const oldest = new Date(Math.min(...requests.map(({ created_at }) => Date.parse(created_at))));
  const { past } = await pastFacts(customerId, oldest, findingsInConditions(policy.rules), [thresholdsOf(policy)]);
  const wanted = new Set(requests.map(({ id }) => id.toLowerCase()));
  return new Map(past.filter(({ id }) => wanted.has(id.toLowerCase())).map(({ id, facts }) => [id.toLowerCase(), requirementOf(policy, facts[0]!)]));
}

/** After how many hours requests expire by the policy in force, by id; those that are not named never do. */
export async function expiryHours(customerId: string, requests: readonly TransferRequest[]): Promise<Map<string, number>> {
  const { policy } = await policyInForce(customerId);
  if (!policy.rules.some(({ then }) => then.expiresAfterHours !== undefined)) return new Map();
  const found = await requirementsOf(customerId, policy, requests);
  return new Map(
    requests.flatMap(({ id }) => {
      const hours = found.get(id.toLowerCase())?.expiresAfterHours ?? null;
      return hours === null ? [] : [[id, hours] as const];
    }),
  );
}
