import "server-only";
import { randomUUID } from "node:crypto";
import { and, count, desc, eq, gt, lt, sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";
import { may, permissions } from "@/lib/auth/permissions";
import { resealRows } from "@/lib/auth/reseal";
import { seal, unseal, type Sealed } from "@/lib/auth/seal";
import type { Session } from "@/lib/auth/session";
import { vaultKeys } from "@/lib/auth/tokens";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { keyIdIn } from "@/lib/db/key-ids";
import { draft } from "@/lib/db/schema/draft";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { dropAttachments } from "./notes/attachments";

interface Kind {
  /** What one must be allowed to do to begin one. */
  permission: Permission;
  /** Holds what a copy of the database must not give away, such as account numbers: the value lies sealed. */
  sealed: boolean;
}

/** The forms that keep drafts. */
const kinds = {
  transfer: { permission: "transfers.file", sealed: false },
  application: { permission: "onboarding.manage", sealed: true },
  payee: { permission: "payees.manage", sealed: true },
  policy: { permission: "policy.propose", sealed: false },
  /** A command that waits while its sender signs in at Jiko once more. */
  parked: { permission: "passkeys.own", sealed: true },
} as const satisfies Record<string, Kind>;
export const draftKind = z.enum(Object.keys(kinds) as [keyof typeof kinds]);
export type DraftKind = z.output<typeof draftKind>;

/** What is typed, exactly as it is: it need not be right yet. */
export const draftValue = z.record(z.string(), z.json());

export interface Draft {
  id: string;
  kind: DraftKind;
  value: Record<string, unknown>;
  revision: number;
  createdAt: string;
  updatedAt: string;
  expiresAt: string;
}

const lifetimeMs = 7 * 24 * 3600 * 1000;
/** More than this is a program gone wild, not a person. */
const mostPerMember = 50;

type Value = Record<string, unknown>;

/** What lies in the table: the value itself, or for kinds that hold secrets what only this draft's id and our key open. */
function closed(kind: DraftKind, id: string, value: Value): Value {
  if (!kinds[kind].sealed) return value;
  return asValue(seal(vaultKeys(), JSON.stringify(value), ownerOf(id)));
}

/** A seal as JSON has it, and back. */
const asValue = ({ keyId, sealed }: Sealed): Value => ({ keyId, sealed: sealed.toString("base64") });
const sealIn = (value: unknown): Sealed => {
  const { keyId, sealed } = value as { keyId: string; sealed: string };
  return { keyId, sealed: Buffer.from(sealed, "base64") };
};

/** Empty where its key is no longer among ours: a form that must be typed again, not a page that cannot be shown. */
function opened(kind: DraftKind, id: string, value: Value): Value {
  if (!kinds[kind].sealed) return value;
  try {
    return JSON.parse(unseal(vaultKeys(), sealIn(value), ownerOf(id))) as Value;
  } catch (error) {
    log.error({ event: "draft.unreadable", draftId: id, err: error }, "A sealed draft could not be opened");
    return {};
  }
}

const ownerOf = (id: string) => `draft:${id}`;

const asDraft = (row: typeof draft.$inferSelect): Draft => ({
  id: row.id,
  kind: row.kind as DraftKind,
  value: opened(row.kind as DraftKind, row.id, row.value as Value),
  revision: row.revision,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

/** Whose drafts: a person's at one customer. Not a session's, so that a draft survives signing in again. */
const ownedBy = (session: Session, at: Date) =>
  and(eq(draft.customerId, session.customerId), eq(draft.memberId, session.memberId), gt(draft.expiresAt, at));

/** Begins a draft. Its id is minted here and becomes the id of what is filed. */
export async function createDraft(session: Session, kind: DraftKind, value: Record<string, unknown>): Promise<Draft> {
  const { permission } = kinds[kind];
  if (!may(session, permission)) throw new AppError("forbidden", { message: permissions[permission].barred });
  const at = now();
  const [held] = await db().select({ drafts: count() }).from(draft).where(ownedBy(session, at));
  if (held!.drafts >= mostPerMember) {
    throw new AppError("conflict", { message: `You have ${mostPerMember} unfinished forms. Discard some before you begin another.` });
  }
  const id = randomUUID();
  const [row] = await db()
    .insert(draft)
    .values({
      id,
      customerId: session.customerId,
      memberId: session.memberId,
      kind,
      value: closed(kind, id, value),
      createdAt: at,
      updatedAt: at,
      expiresAt: new Date(at.getTime() + lifetimeMs),
    })
    .returning();
  return asDraft(row!);
}

/** The person's drafts of a kind, the one edited last first. */
export async function listDrafts(session: Session, kind: DraftKind): Promise<Draft[]> {
  const rows = await db()
    .select()
    .from(draft)
    .where(and(ownedBy(session, now()), eq(draft.kind, kind)))
    .orderBy(desc(draft.updatedAt))
    .limit(mostPerMember);
  return rows.map(asDraft);
}

/** One draft of the person. Throws `not_found`, also for somebody else's. */
export async function takeDraft(session: Session, id: string): Promise<Draft> {
  const [row] = z.uuid().safeParse(id).success
    ? await db().select().from(draft).where(and(ownedBy(session, now()), eq(draft.id, id)))
    : [];
  const gone = "This draft is no longer there: it was filed, discarded, or not touched for seven days.";
  if (!row) throw new AppError("not_found", { message: gone });
  return asDraft(row);
}

/**
 * Saves a draft over the revision that was read. Throws `conflict` with the newer draft as data where another tab or
 * device was faster, `not_found` where the draft is gone.
 */
export async function saveDraft(session: Session, id: string, value: Record<string, unknown>, revision: number): Promise<Draft> {
  const current = await takeDraft(session, id);
  const at = now();
  const [row] = await db()
    .update(draft)
    .set({ value: closed(current.kind, current.id, value), updatedAt: at, expiresAt: new Date(at.getTime() + lifetimeMs), revision: sql`${draft.revision} + 1` })
    .where(and(ownedBy(session, at), eq(draft.id, current.id), eq(draft.revision, revision)))
    .returning();
  if (row) return asDraft(row);
  throw new AppError("conflict", {
    message: "This form was changed in another tab or on another device in the meantime.",
    data: await takeDraft(session, id),
  });
}

/** Removes a draft of the person, with the files that wait with it; one that is gone already is no error. */
export async function deleteDraft(session: Session, id: string): Promise<void> {
  if (!z.uuid().safeParse(id).success) return;
  await discard(and(eq(draft.customerId, session.customerId), eq(draft.memberId, session.memberId), eq(draft.id, id))!);
}

/** Removes the drafts of everyone that were not touched for seven days. */
export const deleteExpiredDrafts = (): Promise<void> => discard(lt(draft.expiresAt, now()));

const discard = (which: SQL): Promise<void> =>
  db().transaction(async (tx) => {
    await dropAttachments(tx, which);
    await tx.delete(draft).where(which);
  });

export const resealDrafts = (): Promise<void> =>
  resealRows({
    read: async (older, most) => {
      const rows = await db().select().from(draft).where(sql`${sql.raw(keyIdIn.draft)} = any(${sql.param(older)}::text[])`).limit(most);
      return rows.map(({ id, revision, value }) => ({ id, revision, ...sealIn(value) }));
    },
    ownerOf: ({ id }) => ownerOf(id),
    // Nobody sees a new revision: what was typed is the same. A save at the same moment wins.
    write: ({ id, revision }, sealed) =>
      db()
        .update(draft)
        .set({ value: asValue(sealed) })
        .where(and(eq(draft.id, id), eq(draft.revision, revision))),
  });
