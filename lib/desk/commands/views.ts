import "server-only";
import { randomUUID } from "node:crypto";
import { and, count, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import type { Transaction } from "@/lib/db/connection";
import { listColumns, listView } from "@/lib/db/schema/lists";
import { takeTurn } from "@/lib/db/turn";
import { AppError } from "@/lib/errors";
import { definitions } from "@/lib/lists/definitions";
import { listNames } from "@/lib/lists/types";
import { tidySearch, viewNameFault } from "@/lib/lists/views";
import { checkedText } from "../checked-text";
import { deskCommand } from "../desk-command";
import { mayChange } from "../lists/views";

const list = z.enum(listNames);
const id = z.guid().toLowerCase();
const mostViews = 200;

const saved = z
  .strictObject({ id: id.optional(), list, name: checkedText(viewNameFault).trim(), team: z.boolean(), search: z.string().max(4_000) })
  .transform((view, at) => {
    const search = tidySearch(definitions[view.list], view.search);
    if (search !== null) return { ...view, search };
    at.addIssue({ code: "custom", path: ["search"], message: "One of the filters cannot be used. Correct it before you save the view." });
    return z.NEVER;
  });

/** A view that this member may change, locked. Throws `not_found`, and `forbidden` for somebody else's. */
async function findView(tx: Transaction, session: Session, viewId: string): Promise<typeof listView.$inferSelect> {
  const [found] = await tx
    .select()
    .from(listView)
    .where(and(eq(listView.id, viewId), eq(listView.customerId, session.customerId)))
    .for("update");
  // A private view of somebody else is nobody else's business: not even that it is there.
  if (!found || !(found.team || mayChange(session, found))) throw new AppError("not_found", { message: "This view is no longer there." });
  if (mayChange(session, found)) return found;
  throw new AppError("forbidden", { message: "Only whoever made a view of the team, or an admin, can change it." });
}

type Owner = Pick<Session, "customerId" | "memberId">;

async function refuseTaken(tx: Transaction, owner: Owner, viewId: string, view: z.output<typeof saved>): Promise<void> {
  const own = and(eq(listView.customerId, owner.customerId), eq(listView.memberId, owner.memberId), ne(listView.id, viewId));
  const alike = and(own, eq(listView.list, view.list), sql`lower(name) = lower(${view.name})`);
  const [twin] = await tx.select({ id: listView.id }).from(listView).where(alike);
  if (twin) throw new AppError("invalid_input", { fields: [{ field: "name", message: "There is a view of this name already." }] });
  const [all] = await tx.select({ count: count() }).from(listView).where(own);
  if (all!.count >= mostViews) throw new AppError("conflict", { message: `There are ${mostViews} views already. Remove one first.` });
}

/** Saves a list as it is looked at under a name, for oneself or for the team; under the id of a view, in its place. */
export const saveView = deskCommand({
  name: "view.save",
  permission: "views.own",
  changes: ["views"],
  input: saved,
  subjectId: (view) => view.id ?? null,
  done: "The view is saved.",
  async apply(tx, { session, at }, view) {
    const { customerId, memberId, name: memberName } = session;
    await takeTurn(tx, `views:${customerId.toLowerCase()}`);
    const before = view.id ? await findView(tx, session, view.id) : null;
    if (before && before.list !== view.list) throw new AppError("conflict", { message: "This view is of another list." });
    const viewId = before?.id ?? randomUUID();
    await refuseTaken(tx, before ?? { customerId, memberId }, viewId, view);
    const content = { name: view.name, team: view.team, search: view.search, changedAt: at };
    if (before) await tx.update(listView).set(content).where(eq(listView.id, viewId));
    else await tx.insert(listView).values({ id: viewId, customerId, memberId, memberName, list: view.list, madeAt: at, ...content });
    const { list: of, name, team, search } = view;
    return { result: { id: viewId }, subjectId: viewId, details: { list: of, name, team, search } };
  },
});

export const removeView = deskCommand({
  name: "view.remove",
  permission: "views.own",
  changes: ["views"],
  input: z.strictObject({ id }),
  subjectId: (view) => view.id,
  done: "The view is removed.",
  async apply(tx, { session }, { id: viewId }) {
    const { list: of, name, team } = await findView(tx, session, viewId);
    await tx.delete(listView).where(eq(listView.id, viewId));
    return { result: { id: viewId }, details: { list: of, name, team } };
  },
});

const columnsOf = z
  .strictObject({ list, columns: z.array(z.string().max(40)).max(50) })
  .refine(({ list: of, columns }) => columns.every((one) => definitions[of].columns.some((known) => known.id === one)), {
    path: ["columns"],
    message: "The list has no such column.",
  })
  .refine(({ columns }) => new Set(columns).size === columns.length, { path: ["columns"], message: "Each column once." });

/** Which columns a member sees of a list, in which order; none: the usual ones. */
export const setColumns = deskCommand({
  name: "columns.set",
  permission: "views.own",
  changes: ["views"],
  input: columnsOf,
  subjectId: () => null,
  done: "The columns are kept.",
  async apply(tx, { session: { customerId, memberId }, at }, { list: of, columns }) {
    const key = { customerId, memberId, list: of };
    if (columns.length === 0) {
      const own = and(eq(listColumns.customerId, customerId), eq(listColumns.memberId, memberId), eq(listColumns.list, of));
      await tx.delete(listColumns).where(own);
    } else {
      const target = [listColumns.customerId, listColumns.memberId, listColumns.list];
      const set = { columns, changedAt: at };
      await tx.insert(listColumns).values({ ...key, ...set }).onConflictDoUpdate({ target, set });
    }
    return { result: { columns: columns.length }, details: { list: of, columns } };
  },
});
