import "server-only";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { accountOf, counterpartiesList, nameOf, type Counterparty } from "@/lib/jiko/counterparties";
import { pocketsList, type Pocket } from "@/lib/jiko/pockets";
import { titleOf, transferRequestsList, type TransferRequest } from "@/lib/jiko/transfer-requests";
import { log } from "@/lib/log";
import type { Cents } from "@/lib/treasury/money";
import { asAppError } from "../error-answer";
import { searchMirror } from "../mirror/search";
import type { MirrorHit, MirrorKind } from "../mirror/types";
import { wordsOf } from "../mirror/words";
import { accountDigits, matches } from "./match";
import { rememberedRead } from "./remember";
import type { Found, FoundKind, SearchAnswer } from "./types";

/** Sent in a body, not in an address: people paste account numbers, and addresses are written down all along the way. */
export const searchInput = z.strictObject({ text: z.string().max(200) });

const mostOfAKind = 8;
const open: ("PENDING_APPROVAL" | "APPROVED" | "PROCESSING")[] = ["PENDING_APPROVAL", "APPROVED", "PROCESSING"];
const join = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");

const pocketFound = ({ id, pocket_name, status }: Pocket): Found => ({
  kind: "pocket",
  id,
  title: pocket_name,
  detail: status === "OPEN" ? "" : status.toLowerCase(),
  href: `/pockets/${id}`,
  at: null,
  amount: null,
});

function payeeFound(payee: Counterparty): Found {
  const account = accountOf(payee);
  const title = nameOf(payee.counterparty_name);
  const detail = join(payee.type === "UNKNOWN" ? payee.sent_type : payee.type.replaceAll("_", " "), account && `ends in ${account.slice(-4)}`);
  return { kind: "payee", id: payee.id, title, detail, href: `/counterparties/${payee.id}`, at: null, amount: null };
}

const descriptionOf = ({ transfer }: TransferRequest): string | null => ("description" in transfer ? transfer.description : null);

const requestFound = (request: TransferRequest): Found => ({
  kind: "request",
  id: request.id,
  title: titleOf(request),
  detail: join(request.status.toLowerCase().replaceAll("_", " "), descriptionOf(request), request.created_by.name),
  href: `/approvals/${request.id}`,
  at: request.created_at,
  amount: request.transfer.amount.type === "REQUESTED_AMOUNT" ? (request.transfer.amount.amount_usdc as Cents) : null,
});

const kinds: Record<MirrorKind, readonly [kind: FoundKind, place: string]> = {
  transactions: ["transaction", "/transactions"],
  trades: ["trade", "/trades"],
  wires: ["wire", "/wires"],
  transferRequests: ["request", "/approvals"],
  counterparties: ["payee", "/counterparties"],
};

const hitFound = ({ kind, id, title, detail, at, amount }: MirrorHit): Found => {
  const [found, place] = kinds[kind];
  return { kind: found, id, title, detail, href: `${place}/${id}`, at: kind === "counterparties" ? null : at, amount };
};

/** Every source for itself: what cannot be searched is said, and the rest is found all the same. */
async function part<T>(missing: string[], what: string, work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const { code } = asAppError(error);
    if (code === "session_expired" || code === "unauthenticated") throw error;
    // Neither the text nor what it found is in any log.
    log.info({ event: "search.part_failed", part: what, code, err: error }, "A part of a search was not answered");
    missing.push(what);
    return null;
  }
}

/**
 * Finds pockets, payees and open requests among what Jiko lists, and whatever the desk's own copy holds. Only what this
 * member's own sign-in may read. Payees are also found by their account number or its end; it is not part of the answer.
 */
export async function searchDesk(session: Session, text: string): Promise<SearchAnswer> {
  const wanted = wordsOf(text).slice(0, 8);
  const missing: string[] = [];
  const short = wanted.join("").length < 2;
  if (short) return { found: [], mirror: null, missing };
  const [pockets, payees, requests, mirror] = await Promise.all([
    part(missing, "pockets", rememberedRead(pocketsList, session, { query: { limit: 100, "omit[]": ["portfolio"] } })),
    part(missing, "payees", rememberedRead(counterpartiesList, session, { query: { limit: 100 } })),
    part(missing, "open requests", rememberedRead(transferRequestsList, session, { query: { "status[]": open, limit: 100 } })),
    part(missing, "the desk's own copy", searchMirror(session, text, mostOfAKind)),
  ]);
  const digits = accountDigits(text);
  const found = [
    ...(pockets?.items ?? []).filter((one) => matches(wanted, [one.pocket_name, one.id])).map(pocketFound),
    ...(payees?.items ?? [])
      .filter((one) => matches(wanted, [nameOf(one.counterparty_name), one.id]) || (digits !== null && accountOf(one)?.endsWith(digits)))
      .map(payeeFound),
    ...(requests?.items ?? []).filter((one) => matches(wanted, [titleOf(one), descriptionOf(one), one.created_by.name, one.id])).map(requestFound),
    ...(mirror?.hits ?? []).map(hitFound),
  ];
  return { found: firstOfEach(found), mirror: mirror?.state ?? null, missing };
}

/** Once each, and of every kind the first few: what Jiko said just now stands before the copy of it. */
function firstOfEach(all: readonly Found[]): Found[] {
  const seen = new Set<string>();
  const count = new Map<FoundKind, number>();
  return all.filter(({ kind, id }) => {
    const key = `${kind} ${id.toLowerCase()}`;
    const known = count.get(kind) ?? 0;
    if (seen.has(key) || known >= mostOfAKind) return false;
    seen.add(key);
    count.set(kind, known + 1);
    return true;
  });
}
