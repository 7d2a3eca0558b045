import "server-only";
import { and, asc, eq, or } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { listColumns, listView } from "@/lib/db/schema/lists";
import type { ListViews } from "@/lib/lists/views";
import { listFor } from "./gate";

type View = typeof listView.$inferSelect;

/** One's own, and as an admin those of the team. */
export const mayChange = ({ memberId, role }: Session, view: Pick<View, "memberId" | "team">): boolean =>
  view.memberId === memberId.toLowerCase() || (view.team && role === "ADMIN");

/** The views that a member has of a list, their own and the team's, and the columns that they chose. Throws as `listFor` does. */
export async function viewsOf(session: Session, name: string): Promise<ListViews> {
  await listFor(session, name);
  const { customerId, memberId } = session;
  const seen = or(eq(listView.memberId, memberId), eq(listView.team, true));
  const [views, [chosen]] = await Promise.all([
    db()
      .select()
      .from(listView)
      .where(and(eq(listView.customerId, customerId), eq(listView.list, name), seen))
      .orderBy(asc(listView.name), asc(listView.id)),
    db()
      .select({ columns: listColumns.columns })
      .from(listColumns)
      .where(and(eq(listColumns.customerId, customerId), eq(listColumns.memberId, memberId), eq(listColumns.list, name))),
  ]);
  return {
    views: views.map((view) => ({
      id: view.id, name: view.name, team: view.team, by: view.memberName, own: view.memberId === memberId.toLowerCase(),
      mayChange: mayChange(session, view), search: view.search, changedAt: view.changedAt.toISOString(),
    })),
    columns: chosen?.columns ?? null,
  };
}
