import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { writeBai2, type Account } from "@/lib/bai2/write";
import { bankDayOf, bankingNow, bankTimeOf, startOfBankDay } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorKind, mirrorRound } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import { pocketsGet, pocketsList, type Pocket } from "@/lib/jiko/pockets";
import { id } from "@/lib/jiko/schemas";
import { isDay } from "@/lib/treasury/day";
import { allPages } from "../commands/all-pages";
import { download, type Asked } from "../download";
import { bai2FileName } from "../file-name";
import { jikoFor } from "../jiko";
import { requireMirror } from "../mirror/gate";
import { summedKinds } from "../mirror/sums";
import { accountOf } from "./account";

export const bai2Wanted = z.strictObject({ day: z.string().refine(isDay, "Expected a day, like 2026-07-14"), pocket: id.optional() });
type Wanted = z.output<typeof bai2Wanted>;

/** Throws `conflict` where the copy does not hold that day whole, or is known to differ from Jiko's lists. */
async function requireDay(session: Session, day: string): Promise<void> {
  await Promise.all(summedKinds.map((kind) => requireMirror(session, kind)));
  const of = (table: typeof mirrorKind | typeof mirrorRound) =>
    and(eq(table.customerId, session.customerId), inArray(table.kind, [...summedKinds]));
  const [kinds, rounds] = await Promise.all([
    db().select().from(mirrorKind).where(of(mirrorKind)),
    db().select({ misses: mirrorRound.misses }).from(mirrorRound).where(of(mirrorRound)),
  ]);
  const until = startOfBankDay(day, 1);
  const whole = kinds.filter(({ filledAt, asOf }) => filledAt && asOf && asOf >= until).length === summedKinds.length;
  const refused = (what: string) =>
    new AppError("conflict", { message: `${what} No file was made; the page Reconciliation shows how far the copy is.` });
  if (!whole) throw refused("The desk's copy of Jiko's lists does not hold this day whole yet.");
  if (rounds.some(({ misses }) => misses > 0)) {
    throw refused("The desk's copy was last found to differ from Jiko's lists and is being read again.");
  }
}

async function pocketsOf(session: Session, pocket: string | undefined, signal: AbortSignal): Promise<Pocket[]> {
  const client = jikoFor(session);
  if (pocket !== undefined) return [await client.call(pocketsGet, { params: { pocket_id: pocket } }, { signal })];
  return allPages((query) => client.call(pocketsList, { query }, { signal }));
}

interface Days {
  day: string;
  today: string;
}

async function accountsOf(session: Session, pockets: readonly Pocket[], days: Days, signal: AbortSignal): Promise<Account[]> {
  const accounts: Account[] = [];
  // One after the other: each asks Jiko three times, and the limit is for everybody.
  for (const pocket of pockets) {
    const account = await accountOf(session, { pocket, ...days }, signal);
    if (account) accounts.push(account);
  }
  if (accounts.length === 0) {
    throw new AppError("not_found", { message: "Nothing had moved by the end of that day: there is nothing to tell." });
  }
  return accounts;
}

const secondsOfDay = (at: Date, day: string): number => Math.floor((at.getTime() - startOfBankDay(day).getTime()) / 1000);

/** When the file was made, and a number that no other of its second has. New York time. */
const making = (at: Date, today: string) => ({
  created: { day: today, time: bankTimeOf(at).replace(":", "") },
  number: secondsOfDay(at, today),
});

/**
 * The day of one pocket, or of all, as a prior-day BAI2 file. Throws `invalid_input` for a day that is not over, and `conflict`
 * where it does not add up.
 */
export const downloadBai2 = (asked: Asked, { day, pocket }: Wanted): Promise<Response> =>
  download(asked, {
    action: "priorDay.download",
    subjectId: pocket ?? null,
    details: { day },
    async open(signal) {
      const { session } = asked;
      const at = await bankingNow();
      const today = bankDayOf(at);
      if (day >= today) {
        throw new AppError("invalid_input", { message: "This day is not over. A prior-day file is of a day before today, New York time." });
      }
      await requireDay(session, day);
      const pockets = await pocketsOf(session, pocket, signal);
      const accounts = await accountsOf(session, pockets, { day, today }, signal);
      const parties = { sender: "COUNTERSIGN", receiver: session.customerName, originator: "JIKO" };
      const file = { ...parties, ...making(at, today), asOf: day, accounts };
      const fileName = bai2FileName(session.customerName, pocket === undefined ? "all-pockets" : pockets[0]!.pocket_name, day);
      return { type: "bai2", fileName, body: new TextEncoder().encode(writeBai2(file)) };
    },
  });
