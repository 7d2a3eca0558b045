// A policy of a company's own in tests: proposed and signed by two admins, the whole way.
import { randomUUID } from "node:crypto";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import type { PolicyContent, Rule } from "@/lib/approvals/policy/types";
import type { CommandAnswer } from "../command";
import { deskCommands } from "../commands";
import type { Company } from "../commands/testing/desk";
import type { Person } from "../commands/testing/scene";
import { runDeskCommand } from "../desk-command";
import { signStatement } from "../passkeys/testing";

/** The built-in rule with others beside it. */
export const withRules = (...rules: Pick<Rule, "when" | "then">[]): PolicyContent => ({
  rules: [...builtInPolicy.rules, ...rules.map((one, i) => ({ id: randomUUID(), name: `Rule ${i + 1}`, ...one }))],
  limits: [],
});

export const sendTo = (desk: Company) => (name: string, who: Person, input: unknown, commandId: string = randomUUID()): Promise<CommandAnswer> =>
  runDeskCommand(deskCommands.get(name)!, who, { commandId, input }, { client: desk.bank.as(who.member) });

/** Puts a policy in force. Answers its number and digest. */
export async function putInForce(desk: Company, [proposer, signer]: readonly [Person, Person], policy: PolicyContent): Promise<{ number: number; digest: string }> {
  const send = sendTo(desk);
  const { result } = (await send("policy.propose", proposer, { note: "For a test", policy })) as { result: { number: number; digest: string } };
  const gesture = await signStatement(signer, { kind: "policy", ...result });
  await send("policy.sign", signer, { ...result, gesture });
  return result;
}
