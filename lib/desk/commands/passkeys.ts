import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { may, permissions } from "@/lib/auth/permissions";
import { passkey } from "@/lib/db/schema/passkeys";
import { AppError } from "@/lib/errors";
import { teamList } from "@/lib/jiko/team";
import { allPages } from "./all-pages";
import { deskCommand } from "../desk-command";
import { passkeyConfirmed, passkeyRevoked } from "../messages/desk-words";
import { enrol, enrolmentInput } from "../passkeys/enrol";
import { checkGesture, givenGesture, spendGesture } from "../passkeys/gesture";

export const enrolPasskey = deskCommand({
  name: "passkey.enrol",
  permission: "passkeys.own",
  changes: ["passkeys"],
  input: enrolmentInput,
  subjectId: () => null,
  done: "The passkey is added.",
  apply: (tx, { session }, input) => enrol(tx, session, input),
});

const id = z.guid().toLowerCase();

/** A second person stands for a passkey whose owner lost the ones they had. Signed with their own. */
export const confirmPasskey = deskCommand({
  name: "passkey.confirm",
  permission: "transfers.decide",
  changes: ["passkeys"],
  input: z.strictObject({ id, gesture: givenGesture }),
  subjectId: (input) => input.id,
  done: "The passkey is confirmed. Its owner can sign with it.",
  // Whose memberships are one person's, Jiko's team list tells.
  look: async ({ client }) => allPages((query) => client.call(teamList, { query }, { for: "command" })),
  async apply(tx, { session, seen: team }, { id: passkeyId, gesture: given }) {
    const [row] = await tx.select().from(passkey).where(and(eq(passkey.id, passkeyId), eq(passkey.customerId, session.customerId))).for("update");
    if (!row) throw new AppError("not_found", { message: "This passkey is not there." });
    if (row.state !== "waiting") throw new AppError("conflict", { message: "This passkey does not wait to be confirmed any more." });
    const owner = team.find((one) => one.id.toLowerCase() === row.memberId);
    const onePerson = row.memberId === session.memberId.toLowerCase() || (owner !== undefined && owner.email.toLowerCase() === session.email.toLowerCase());
    if (onePerson) throw new AppError("forbidden", { message: "Somebody else must confirm your passkey." });
    const gesture = await checkGesture(session, given);
    const { statement } = gesture;
    if (gesture.assurance !== "passkey" || statement?.kind !== "passkey" || statement.passkeyId !== row.id || statement.fingerprint !== row.fingerprint) {
      throw new AppError("conflict", { message: "The signature is for something else than this passkey. Nothing was confirmed." });
    }
    const proof = await spendGesture(tx, session, gesture, null);
    await tx.update(passkey).set({ state: "active", confirmedBy: session.memberId }).where(eq(passkey.id, row.id));
    const details = { passkeyId: row.id, fingerprint: row.fingerprint, memberId: row.memberId, memberName: row.memberName, proof };
    return { result: { id: row.id }, details, tellings: [passkeyConfirmed(row.id, row.memberId, session)] };
  },
});

/** One's own at any time; somebody else's as an admin. What it signed before stands; what is held with it no longer counts. */
export const revokePasskey = deskCommand({
  name: "passkey.revoke",
  permission: "passkeys.own",
  changes: ["passkeys", "transfer-requests"],
  input: z.strictObject({ id, reason: z.enum(["lost", "replaced", "left", "other"]) }),
  subjectId: (input) => input.id,
  done: "The passkey is revoked. Nothing can be signed with it any more.",
  async apply(tx, { session, at }, { id: passkeyId, reason }) {
    const mine = and(eq(passkey.id, passkeyId), eq(passkey.customerId, session.customerId), ne(passkey.state, "revoked"));
    const [row] = await tx.select().from(passkey).where(mine).for("update");
    if (!row) throw new AppError("conflict", { message: "This passkey is revoked already, or not there." });
    if (row.memberId !== session.memberId.toLowerCase() && !may(session, "passkeys.revoke")) {
      throw new AppError("forbidden", { message: permissions["passkeys.revoke"].barred });
    }
    await tx.update(passkey).set({ state: "revoked", revokedAt: at, revokedBy: session.memberId }).where(eq(passkey.id, row.id));
    const { fingerprint, memberId, memberName, label } = row;
    const tellings = [passkeyRevoked(row.id, label, memberId, session)];
    return { result: { id: row.id }, details: { passkeyId: row.id, fingerprint, memberId, memberName, reason }, tellings };
  },
});
