import "server-only";
import { and, eq, max } from "drizzle-orm";
import { z } from "zod";
import { policyNoteLimit } from "@/lib/approvals/policy/form";
import { policyContent } from "@/lib/approvals/policy/schema";
import { barredFromSigning } from "@/lib/approvals/policy/who-signs";
import { canonicalJson } from "@/lib/canonical";
import { db, type Transaction } from "@/lib/db/connection";
import { policyVersion } from "@/lib/db/schema/approvals";
import { draft } from "@/lib/db/schema/draft";
import { AppError } from "@/lib/errors";
import { reasonFault } from "@/lib/forms/line";
import type { JikoClient } from "@/lib/jiko/transport";
import { sha256Hex } from "@/lib/sha256";
import { memberOf } from "../approvals/look";
import { checkedText } from "../checked-text";
import { deskCommand } from "../desk-command";
import { evidenceOf, keepEvidence } from "../evidence";
import { policyWaits } from "../messages/desk-words";
import { checkGesture, givenGesture, spendGesture } from "../passkeys/gesture";
import { checkForCompany } from "../policy/check";
import { activeAmong, teamNow } from "../policy/company";
import { policyOf, policySubject, rowIn, saidOf, takePolicyTurn, type VersionRow } from "../policy/versions";
import type { Reader } from "../sources";
import { refuseFrozen } from "./freeze";

const readerOf = (client: JikoClient): Reader => (op, input) => client.call(op, input, { for: "command" });

const shared = { subjectId: () => policySubject, changes: ["policy", "transfer-requests"] } as const;
const changed = (message: string) => new AppError("conflict", { message });
const is = ({ customerId, number }: Pick<VersionRow, "customerId" | "number">) => and(eq(policyVersion.customerId, customerId), eq(policyVersion.number, number));

const note = checkedText((typed) => reasonFault(typed, policyNoteLimit)).trim();

export const proposePolicy = deskCommand({
  ...shared,
  name: "policy.propose",
  permission: "policy.propose",
  input: z.strictObject({ draftId: z.guid().toLowerCase().nullish(), note, policy: policyContent }),
  done: "The policy is proposed. It is in force once somebody else has signed it.",
  look: ({ client }, { policy }) => checkForCompany(policy, readerOf(client)),
  async apply(tx, { session, at }, { draftId, note: why, policy: content }) {
    const { customerId, memberId, name } = session;
    await takePolicyTurn(tx, customerId);
    const waiting = await rowIn(tx, customerId, "proposed");
    if (waiting) throw changed(`Version ${waiting.number} is proposed already. It must be signed or withdrawn first.`);
    const [last] = await tx.select({ number: max(policyVersion.number) }).from(policyVersion).where(eq(policyVersion.customerId, customerId));
    const said = await saidOf(tx, customerId, "policy.propose");
    // Number 1 is the one that is built in; one that the record knows is never given again, also where its row is gone.
    const number = Math.max(1, last?.number ?? 1, said?.number ?? 1) + 1;
    const policy = { version: number, ...content };
    const canonical = canonicalJson(policy);
    const digest = await keepEvidence(tx, { customerId, kind: "policy", subjectId: policySubject, value: policy });
    const by = { proposedBy: memberId, proposedByName: name, proposedByEmail: session.email.toLowerCase(), proposedAt: at };
    await tx.insert(policyVersion).values({ customerId, number, canonical, digest, note: why, state: "proposed", ...by });
    if (draftId) await tx.delete(draft).where(and(eq(draft.customerId, customerId), eq(draft.memberId, memberId), eq(draft.id, draftId)));
    return { result: { number, digest }, details: { number, digest, note: why }, tellings: [policyWaits(number, session)] };
  },
});

/** The version that is proposed under this number, for nobody else to change before the transaction ends. */
async function proposal(tx: Transaction, customerId: string, number: number): Promise<VersionRow> {
  await takePolicyTurn(tx, customerId);
  const row = await rowIn(tx, customerId, "proposed");
  if (row?.number !== number) throw changed(`Version ${number} is not proposed any more.`);
  return row;
}

const number = z.int().min(2);

export const withdrawPolicy = deskCommand({
  ...shared,
  name: "policy.withdraw",
  permission: "policy.propose",
  input: z.strictObject({ number }),
  done: "The proposed policy is withdrawn.",
  async apply(tx, { session, at }, given) {
    const row = await proposal(tx, session.customerId, given.number);
    await tx.update(policyVersion).set({ state: "withdrawn", endedAt: at }).where(is(row));
    return { result: { number: row.number }, details: { number: row.number, digest: row.digest, proposedBy: row.proposedBy } };
  },
});

/** What is proposed must be what the record says was proposed, what was kept then, and what the person was shown. */
async function sameEverywhere(row: VersionRow, shown: string): Promise<void> {
  if (row.digest !== shown) throw changed("What is proposed is not what was shown to you. Look again before you sign. Nothing was signed.");
  const kept = await evidenceOf(row.customerId, row.digest);
  const sound = policyOf(row, await saidOf(db(), row.customerId, "policy.propose", row.number)) !== null;
  if (!sound || kept === null || sha256Hex(canonicalJson(kept)) !== row.digest) {
    throw changed("The proposed policy is not as it was proposed. Nothing was signed. Withdraw it, and tell an administrator.");
  }
}

/** In force from here on, by the word of a second person. */
export const signPolicy = deskCommand({
  ...shared,
  name: "policy.sign",
  permission: "policy.sign",
  input: z.strictObject({ number, digest: z.string().regex(/^[0-9a-f]{64}$/), gesture: givenGesture }),
  done: "The policy is in force.",
  async look({ session, client }, given) {
    const row = await rowIn(db(), session.customerId, "proposed");
    if (row?.number !== given.number) throw changed(`Version ${given.number} is not proposed any more.`);
    const why = barredFromSigning({ id: row.proposedBy, email: row.proposedByEmail }, memberOf(session), activeAmong(await teamNow(readerOf(client))));
    if (why) throw new AppError("forbidden", { message: why });
    await sameEverywhere(row, given.digest);
    const gesture = await checkGesture(session, given.gesture);
    const { statement } = gesture;
    if (gesture.assurance !== "passkey" || statement?.kind !== "policy" || statement.number !== row.number || statement.digest !== row.digest) {
      throw changed("The signature is for something else than this policy. Nothing was signed.");
    }
    return gesture;
  },
  async apply(tx, { session, at, seen: gesture }, given) {
    const { customerId, memberId, name } = session;
    await refuseFrozen(tx, customerId);
    const row = await proposal(tx, customerId, given.number);
    if (row.digest !== given.digest) throw changed("What is proposed was changed while you signed. Nothing was signed.");
    const proof = await spendGesture(tx, session, gesture, null);
    const old = await rowIn(tx, customerId, "in_force");
    if (old) await tx.update(policyVersion).set({ state: "replaced", endedAt: at }).where(is(old));
    await tx.update(policyVersion).set({ state: "in_force", signedBy: memberId, signedByName: name, signedAt: at, proof }).where(is(row));
    const details = { number: row.number, digest: row.digest, proof, proposedBy: row.proposedBy, replaces: old?.number ?? 1 };
    return { result: { number: row.number }, details };
  },
});
