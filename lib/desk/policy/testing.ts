// A policy of a company's own in tests.
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { builtInPolicy } from "@/lib/approvals/policy/require";
import type { PolicyContent, Rule } from "@/lib/approvals/policy/types";
import { record } from "@/lib/audit/append";
import { canonicalJson } from "@/lib/canonical";
import { db } from "@/lib/db/connection";
import { policyVersion } from "@/lib/db/schema/approvals";
import { sha256Hex } from "@/lib/sha256";
import type { CommandAnswer } from "../command";
import { deskCommands } from "../commands";
import type { Company } from "../commands/testing/desk";
import type { Person } from "../commands/testing/scene";
import { runDeskCommand } from "../desk-command";
import { keepEvidence } from "../evidence";
import { signStatement } from "../passkeys/testing";
import { policySubject } from "./versions";

/** The built-in rule with others beside it. */
export const withRules = (...rules: Pick<Rule, "when" | "then">[]): PolicyContent => ({
  rules: [...builtInPolicy.rules, ...rules.map((one, i) => ({ id: randomUUID(), name: `Rule ${i + 1}`, ...one }))],
  limits: [],
});

/** The built-in rule, asking of every request for this many. */
export const everyRequest = (count: number, more: Partial<Rule["then"]> = {}): Rule => ({
  ...builtInPolicy.rules[0]!,
  id: randomUUID(),
  then: { demands: [{ count, from: {}, step: 1 }], assurance: "passkey", ...more },
});

export const sendTo = (desk: Company) => (name: string, who: Person, input: unknown, commandId: string = randomUUID()): Promise<CommandAnswer> =>
  runDeskCommand(deskCommands.get(name)!, who, { commandId, input }, { client: desk.bank.as(who.member) });

/** Puts a policy in force the whole way: one admin proposes, another signs. Answers its number and digest. */
export async function putInForce(desk: Company, [proposer, signer]: readonly [Person, Person], policy: PolicyContent): Promise<{ number: number; digest: string }> {
  const send = sendTo(desk);
  const { result } = (await send("policy.propose", proposer, { note: "For a test", policy })) as { result: { number: number; digest: string } };
  const gesture = await signStatement(signer, { kind: "policy", ...result });
  await send("policy.sign", signer, { ...result, gesture });
  return result;
}

/** Puts a policy in force in the table and in the record alone, as if it had been signed. */
export async function assumeSigned(customerId: string, { rules, limits, thresholds }: PolicyContent): Promise<void> {
  const of = eq(policyVersion.customerId, customerId);
  const number = 2 + (await db().select().from(policyVersion).where(of)).length;
  const canonical = canonicalJson({ version: number, rules, limits, thresholds });
  const digest = sha256Hex(canonical);
  const at = new Date();
  const proposed = { proposedBy: randomUUID(), proposedByName: "Admin One", proposedByEmail: "admin.one@example.com", proposedAt: at };
  await db().update(policyVersion).set({ state: "replaced" }).where(of);
  await db().insert(policyVersion).values({ customerId, number, canonical, digest, note: "Test", state: "in_force", ...proposed });
  const nobody = { customerId, memberId: randomUUID(), passkeyId: randomUUID(), origin: "http://localhost:3000", rpId: "localhost" };
  const signature = { nonce: "n", credentialId: "c", publicKey: "k", authenticatorData: "a", clientDataJSON: "d", signature: "s" };
  const value = { version: 1, ...nobody, ...signature, statement: { kind: "policy", number, digest } };
  const proof = await db().transaction((tx) => keepEvidence(tx, { customerId, kind: "gesture", subjectId: policySubject, value }));
  const entry = { customerId, at, kind: "outcome", actor: null, subjectId: policySubject, outcome: "done", details: { number, digest, proof } } as const;
  await record({ ...entry, action: "policy.sign", correlationId: randomUUID() });
}
