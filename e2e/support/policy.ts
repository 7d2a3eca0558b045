import { randomUUID } from "node:crypto";
import { builtInPolicy } from "../../lib/approvals/policy/require";
import type { Outcome, PolicyContent } from "../../lib/approvals/policy/types";
import type { PolicyView } from "../../lib/desk/policy/types";
import { deskOf, type DeskClient } from "./desk-client";
import { authenticatorOf, sign } from "./passkeys";
import { appUrl, members } from "./test";

/** One rule for every request: so many sign-offs of whoever may sign, with a passkey, but for what is said otherwise. */
export const asking = (count: number, more: Partial<Outcome> = {}): PolicyContent => ({
  rules: [
    { id: randomUUID(), name: "Every request", when: {}, then: { demands: [{ count, from: {}, step: 1 }], assurance: "passkey", ...more } },
  ],
  limits: [],
});

/** Has Admin One propose a policy, and answers how Admin Two signs it. What was proposed before is withdrawn. */
export async function proposePolicy({ rules, limits, thresholds }: PolicyContent): Promise<(commandId?: string) => ReturnType<DeskClient["send"]>> {
  const [one, two] = [await deskOf(members.adminOne, appUrl()), await deskOf(members.adminTwo, appUrl())];
  const view = async () => (await one.get<PolicyView>("/api/policy")).body;
  const { proposed } = await view();
  if (proposed) await one.send("policy.withdraw", { number: proposed.number });
  await one.send("policy.propose", { note: "For a test", policy: { rules, limits, thresholds } });
  const { number, digest } = (await view()).proposed!;
  const gesture = await sign(two, await authenticatorOf(members.adminTwo, appUrl()), { kind: "policy", number, digest: digest! });
  return (commandId) => two.send("policy.sign", { number, digest, gesture }, commandId);
}

/** Puts a policy in force the whole way. */
export async function putPolicyInForce(policy: PolicyContent): Promise<void> {
  const { status, body } = await (await proposePolicy(policy))();
  if (status !== 200) throw new Error(`Signing the policy answered ${status}: ${JSON.stringify(body)}`);
}

/**
 * For after each test that signs a policy: the rules that are built in hold again. The rows cannot simply go, because the record
 * says that there was a signature.
 */
export const restorePolicy = (): Promise<void> => putPolicyInForce(builtInPolicy);
