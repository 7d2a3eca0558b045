// A story that is told to the database: entries in the chain, evidence sealed, passkeys, policies and sign-offs in their tables.
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { record } from "@/lib/audit/append";
import { contextHashOf, subjectHashOf } from "@/lib/approvals/snapshot";
import { asks, softIssuer, story, type Person } from "./story";
import { db } from "@/lib/db/connection";
import { policyVersion, signOff } from "@/lib/db/schema/approvals";
import { passkey } from "@/lib/db/schema/passkeys";
import { keepEvidence } from "../../evidence";

export async function keptStory(customerId: string) {
  const bank = await softIssuer();
  const told = story(
    customerId,
    {
      keep: (kind, subjectId, value) => db().transaction((tx) => keepEvidence(tx, { customerId, kind, subjectId, value })),
      write: record,
    },
    bank,
  );
  return {
    ...told,
    keys: bank.keys,
    async enrol(...given: Parameters<typeof told.enrol>): Promise<Person> {
      const person = await told.enrol(...given);
      const { memberId, name, passkeyId, enrolment, passkey: key } = person;
      await db().insert(passkey).values({
        id: passkeyId, customerId, memberId, memberName: name, label: "Key", credentialId: key.credentialId, publicKey: Buffer.from(key.publicKey),
        fingerprint: key.fingerprint, counter: 0, transports: [], backedUp: false, state: "active", enrolment, createdAt: new Date("2026-06-15T14:00:00Z"),
      });
      return person;
    },
    async approve(...given: Parameters<typeof told.approve>): Promise<string> {
      const [{ memberId, name, passkeyId }, { subject, context }, changes = {}] = given;
      const at = told.now();
      const proof = await told.approve(...given);
      const { assurance = "passkey", how = "sent", policy } = changes;
      await db().insert(signOff).values({
        id: randomUUID(), customerId, transferId: subject.id, memberId, memberName: name, email: "one@example.com", role: "APPROVER", how, assurance, proof,
        passkeyId: assurance === "passkey" ? passkeyId : null, policyVersion: policy ? String(policy.number) : "builtin-1",
        subjectHash: subjectHashOf(subject), contextHash: contextHashOf(context), amount: subject.amount.cents, at,
      });
      return proof;
    },
    async policy(number: number, proposer: Person, signer: Person, content = asks()) {
      const made = await told.policy(number, proposer, signer, content);
      const at = new Date("2026-06-15T15:00:00Z");
      await db().update(policyVersion).set({ state: "replaced", endedAt: at }).where(and(eq(policyVersion.customerId, customerId), eq(policyVersion.state, "in_force")));
      await db().insert(policyVersion).values({
        customerId, number, canonical: made.text, digest: made.digest, note: "More eyes", state: "in_force",
        proposedBy: proposer.memberId, proposedByName: proposer.name, proposedByEmail: "one@example.com", proposedAt: at,
        signedBy: signer.memberId, signedByName: signer.name, signedAt: at,
      });
      return { number, digest: made.digest };
    },
  };
}
