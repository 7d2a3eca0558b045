import { builtInPolicy } from "../../lib/approvals/policy/require";
import type { PolicyContent } from "../../lib/approvals/policy/types";
import type { PolicyView } from "../../lib/desk/policy/types";
import { deskOf } from "./desk-client";
import { authenticatorOf, sign } from "./passkeys";
import { appUrl, members } from "./test";

/** Puts a policy in force the whole way: Admin One proposes it, Admin Two signs it. What was proposed before is withdrawn. */
export async function putPolicyInForce({ rules, limits, thresholds }: PolicyContent): Promise<void> {
  const [one, two] = [await deskOf(members.adminOne, appUrl()), await deskOf(members.adminTwo, appUrl())];
  const view = async () => (await one.get<PolicyView>("/api/policy")).body;
  const { proposed } = await view();
  if (proposed) await one.send("policy.withdraw", { number: proposed.number });
  await one.send("policy.propose", { note: "For a test", policy: { rules, limits, thresholds } });
  const { number, digest } = (await view()).proposed!;
  const gesture = await sign(two, await authenticatorOf(members.adminTwo, appUrl()), { kind: "policy", number, digest: digest! });
  const { status, body } = await two.send("policy.sign", { number, digest, gesture });
  if (status !== 200) throw new Error(`Signing the policy answered ${status}: ${JSON.stringify(body)}`);
}

/**
 * For after each test that signs a policy: the rules that are built in hold again. The rows cannot simply go, because the record
 * says that there was a signature.
 */
export const restorePolicy = (): Promise<void> => putPolicyInForce(builtInPolicy);
