import "server-only";
import { and, desc, eq } from "drizzle-orm";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { mirrorItem } from "@/lib/db/schema/mirror";
import type { Trade } from "@/lib/jiko/trades";
import type { Transaction } from "@/lib/jiko/transactions";
import { titleOf, type TransferRequest } from "@/lib/jiko/transfer-requests";
import type { Wire } from "@/lib/jiko/wires";
import type { Cents } from "@/lib/treasury/money";
import { readableKinds } from "./gate";
import { stateOf } from "./state";
import { sentType, type PayeeData } from "./texts";
import type { MirrorHit, MirrorKind, MirrorSearch } from "./types";
import { beginnings } from "./words";
import { wordsFit } from "./words-fit";

type Item = typeof mirrorItem.$inferSelect;

const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");

const shown: Record<MirrorKind, (data: never) => Pick<MirrorHit, "title" | "detail">> = {
  transactions: (one: Transaction) => {
    const reference = "details" in one && "reference_number" in one.details ? one.details.reference_number : null;
    return { title: one.title, detail: join(one.description, reference) };
  },
  trades: (one: Trade) => ({ title: join(one.activity, one.cusip), detail: join(one.description, `matures ${one.maturity_date}`) }),
  wires: (one: Wire) => ({ title: one.counterparty_name ?? "Wire", detail: join(one.direction, one.reference_number, one.description) }),
  transferRequests: (one: TransferRequest) => ({
    title: titleOf(one),
    detail: join(sentType(one.transfer), one.transfer.description, one.created_by.name),
  }),
  counterparties: (one: PayeeData) => ({ title: one.name, detail: join(one.type, one.account_ending && `ends in ${one.account_ending}`) }),
};

const hitOf = ({ kind, id, at, amount, status, pocketId, data }: Item): MirrorHit => ({
  kind: kind as MirrorKind,
  id,
  ...shown[kind as MirrorKind](data as never),
  at: at.toISOString(),
  amount: amount as Cents | null,
  status,
  pocketId,
});

/**
 * What the copy holds in which every word of `text` begins a word: names, descriptions, references, ids, amounts
 * (`1,234.56`). Newest first, at most `limit` of each kind, and only kinds that the member's own token can read at Jiko.
 */
export async function searchMirror(session: Session, text: string, limit = 10): Promise<MirrorSearch> {
  const kinds = await readableKinds(session);
  const words = beginnings(text);
  const fit = await wordsFit(mirrorItem.words, words);
  const found = words.length > 0
    ? await Promise.all(
        kinds.map((kind) =>
          db()
            .select()
            .from(mirrorItem)
            .where(and(eq(mirrorItem.customerId, session.customerId), eq(mirrorItem.kind, kind), fit))
            .orderBy(desc(mirrorItem.at))
            .limit(Math.min(limit, 50)),
        ),
      )
    : [];
  return { hits: found.flat().map(hitOf), state: await stateOf(session.customerId, kinds) };
}
