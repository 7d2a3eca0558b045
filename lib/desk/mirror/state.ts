import "server-only";
import { and, count, eq, inArray } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { bankingNow } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { readableKinds } from "./gate";
import type { KindState, MirrorKind, MirrorState } from "./types";

const text = (at: Date | null | undefined) => at?.toISOString() ?? null;

/** How far the copy is, of the kinds among `wanted` that this member may read. */
export async function mirrorState(session: Session, wanted?: readonly MirrorKind[]): Promise<MirrorState> {
  return stateOf(session.customerId, await readableKinds(session, wanted));
}

/** The same without asking who wants to know. */
export async function stateOf(customerId: string, kinds: readonly MirrorKind[]): Promise<MirrorState> {
  const bank = await bankingNow();
  const of = <Table extends typeof mirrorItem | typeof mirrorKind | typeof mirrorRound>(table: Table) =>
    and(eq(table.customerId, customerId), inArray(table.kind, [...kinds]));
  const [known, rows, rounds] = await Promise.all([
    db().select().from(mirrorKind).where(of(mirrorKind)),
    db().select({ kind: mirrorItem.kind, rows: count() }).from(mirrorItem).where(of(mirrorItem)).groupBy(mirrorItem.kind),
    db().select().from(mirrorRound).where(of(mirrorRound)),
  ]);
  return {
    kinds: kinds.map((kind): KindState => {
      const one = known.find((row) => row.kind === kind);
      const checks = rounds.filter((round) => round.kind === kind && round.stretch.startsWith("check:"));
      const agree = checks.filter((round) => round.checkedAt && round.agreedAt?.getTime() === round.checkedAt.getTime()).length;
      const open = checks.filter((round) => !round.checkedAt).length;
      return {
        kind,
        rows: rows.find((row) => row.kind === kind)?.rows ?? 0,
        asOf: text(one?.asOf),
        lagSeconds: one?.asOf ? Math.max(0, Math.round((bank.getTime() - one.asOf.getTime()) / 1000)) : null,
        reachedBack: text(one?.reachedBack),
        filled: Boolean(one?.filledAt),
        checks: { agree, open, differ: checks.length - agree - open },
        waitingSince: text(one?.waitingSince),
        problem: one?.problem ?? null,
      };
    }),
  };
}
