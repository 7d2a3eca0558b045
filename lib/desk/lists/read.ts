import "server-only";
import type { Session } from "@/lib/auth/session";
import { bankingNow, now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { mirrorKind } from "@/lib/db/schema/mirror";
import { AppError } from "@/lib/errors";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import { readListAddress } from "@/lib/lists/address";
import { mostScrolled, rowsPerBlock } from "@/lib/lists/types";
import type { ListBlock, ListDefinition, ListQuery, ListRow, ListTotals } from "@/lib/lists/types";
import { log } from "@/lib/log";
import { lookForNew } from "../mirror/jobs";
import { ofKind, type Copy } from "../mirror/rounds";
import { sources } from "../mirror/sources";
import type { MirrorKind } from "../mirror/types";
import { readWhole } from "../read";
import { listFor } from "./gate";
import { block } from "./query";
import { totals } from "./totals";
import type { DeskList } from "./types";

/** What the address of a list asks for. Throws `invalid_input` with the sentence of every filter that is at fault. */
export function queryOf(definition: ListDefinition, search: URLSearchParams): ListQuery {
  const { query, faults } = readListAddress(definition, search);
  if (query) return query;
  throw new AppError("invalid_input", { fields: Object.entries(faults).map(([field, message]) => ({ field, message })) });
}

/** Where the first row of a block stands. */
function offsetOf(search: URLSearchParams): number {
  const offset = Number(search.get("offset") ?? 0);
  if (Number.isInteger(offset) && offset >= 0 && offset % rowsPerBlock === 0 && offset < mostScrolled) return offset;
  throw new AppError("invalid_input", { fields: [{ field: "offset", message: "This is no place in the list." }] });
}

/** How far the copy is that a list reads; null for a list of what is our own. Read before its rows are: as of then they are never older. */
async function copyOf(customerId: string, { of }: DeskList<never>): Promise<Copied | null> {
  if (!("copy" in of)) return null;
  const copy = { customerId, kind: of.copy };
  const [known] = await db().select().from(mirrorKind).where(ofKind(copy));
  const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return { ...copy, filled: Boolean(known?.filledAt), reachedBack: iso(known?.reachedBack), asOf: iso(known?.asOf) };
}

interface Copied extends Copy {
  filled: boolean;
  reachedBack: string | null;
  asOf: string | null;
}

const waits = () =>
  new AppError("conflict", {
    message: "The desk's copy of this list is still being filled. Until it is, the list can be neither filtered nor downloaded.",
  });

/** The newest page as Jiko lists it. */
async function fromJiko(session: Session, list: DeskList<never>, kind: MirrorKind): Promise<ListRow[]> {
  const query = { query: { limit: rowsPerBlock } } as unknown as InputOf<AnyOperation>;
  const { items } = (await readWhole(sources[kind].list, session, query)) as { items: never[] };
  return items.map((item) => {
    const row = sources[kind].rowOf(item);
    return list.row({ ...row, at: new Date(row.at) } as never);
  });
}

/**
 * One block of a list, as its address asks for it. Whoever opens a list has the copy look for what is new, and does not wait for it.
 * Throws `not_found`, `forbidden`, `invalid_input`; `conflict` for a filter while the copy is not there.
 */
export async function listBlock(session: Session, name: string, search: URLSearchParams): Promise<ListBlock> {
  const list = await listFor(session, name);
  const { customerId } = session;
  const [query, offset] = [queryOf(list.definition, search), offsetOf(search)];
  const copy = await copyOf(customerId, list);
  if (copy && !copy.filled) {
    if (query.filters.length > 0 || query.search !== null) throw waits();
    const source = { from: "jiko", asOf: (await bankingNow()).toISOString(), reachedBack: copy.reachedBack } as const;
    return { offset, more: false, source, rows: offset === 0 ? await fromJiko(session, list, copy.kind) : [] };
  }
  if (copy && offset === 0) {
    void lookForNew(copy).catch((err: unknown) => log.warn({ event: "lists.look_failed", err }, "What is new could not be asked for"));
  }
  const at = copy?.asOf ?? now().toISOString();
  const { rows, more } = await block(list, customerId, query, offset);
  return { offset, rows, more: more && offset + rowsPerBlock < mostScrolled, source: { from: copy ? "copy" : "desk", asOf: at } };
}

/** What is filtered, counted and summed; null while the copy is not there. Throws as `listBlock` does. */
export async function listTotals(session: Session, name: string, search: URLSearchParams): Promise<ListTotals | null> {
  const list = await listFor(session, name);
  const query = queryOf(list.definition, search);
  const copy = await copyOf(session.customerId, list);
  return copy?.filled === false ? null : totals(list, session.customerId, query);
}

export interface ListToSend {
  list: DeskList<never>;
  query: ListQuery;
}

/** A list and what is asked of it, for a file. Throws as `listBlock` does, and `conflict` while the copy is not there. */
export async function listToSend(session: Session, name: string, search: URLSearchParams): Promise<ListToSend> {
  const list = await listFor(session, name);
  const query = queryOf(list.definition, search);
  if ((await copyOf(session.customerId, list))?.filled === false) throw waits();
  return { list, query };
}
