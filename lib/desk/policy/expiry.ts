import "server-only";
import { requirementOf } from "@/lib/approvals/policy/require";
import { findingCodes } from "@/lib/approvals/findings/types";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { policyInForce } from "./in-force";
import { pastFacts } from "./past-facts";

/**
 * After how many hours requests expire by the policy in force, by id; those that are not named never do. From the desk's copy,
 * without anybody's session: what can only be told at a decision itself (balances, browsers) is left out, so the screen of a
 * request may know of an earlier end than a reminder does.
 */
export async function expiryHours(customerId: string, requests: readonly TransferRequest[]): Promise<Map<string, number>> {
  const { policy } = await policyInForce(customerId);
  if (requests.length === 0 || !policy.rules.some(({ then }) => then.expiresAfterHours !== undefined)) return new Map();
  const oldest = new Date(Math.min(...requests.map(({ created_at }) => Date.parse(created_at))));
  const asked = new Set(policy.rules.flatMap(({ when }) => when.findings ?? []));
  const { past } = await pastFacts(customerId, oldest, findingCodes.filter((code) => asked.has(code)));
  const wanted = new Set(requests.map(({ id }) => id));
  return new Map(
    past.flatMap(({ id, facts }) => {
      const hours = wanted.has(id) ? requirementOf(policy, facts).expiresAfterHours : null;
      return hours === null ? [] : [[id, hours] as const];
    }),
  );
}
