import { createHash } from "node:crypto";
import { Refusal } from "./errors";

interface Page<Item> {
  items: Item[];
  next_page: string | null;
  prev_page: string | null;
  object_type: "CursorList";
}

type PageQuery = Record<string, unknown> & { cursor?: string; limit: number };

/** Direction, id of the item at the edge, which list with which filters the cursor belongs to, and the item's time where the list goes by it. */
type Cursor = [way: "after" | "before", id: string, list: string, time?: string];

const badCursor = (input: string) => new Refusal(422, [{ loc: ["query", "cursor"], msg: "Invalid cursor", type: "cursor_invalid", input }]);

function readCursor(text: string, list: string): Cursor {
  try {
    const found = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Cursor;
    if ((found[0] === "after" || found[0] === "before") && typeof found[1] === "string" && found[2] === list) return found;
  } catch {
    // Falls through to the refusal.
  }
  throw badCursor(text);
}

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** Names the list with these filters. */
const listOf = ({ cursor: _, limit: _most, ...filters }: PageQuery): string =>
  createHash("sha256").update(JSON.stringify(filters)).digest("base64url").slice(0, 12);

/**
 * One page of a list that is already filtered and in order. Cursors name the item at the edge of the page, so that rows added
 * meanwhile neither repeat nor hide anything; they hold for the same list with the same filters alone, else 422 (assumed).
 */
export function page<Item extends object>(
  all: readonly Item[],
  query: PageQuery,
  idOf: (item: Item) => string = (item) => (item as { id: string }).id,
): Page<Item> {
  const { cursor, limit } = query;
  const list = listOf(query);
  if (!cursor) return cut(0, limit);
  const [way, id] = readCursor(cursor, list);
  const index = all.findIndex((item) => idOf(item) === id);
  if (index < 0) throw badCursor(cursor);
  return way === "after" ? cut(index + 1, index + 1 + limit) : cut(Math.max(0, index - limit), index);

  function cut(start: number, end: number): Page<Item> {
    const items = all.slice(start, end);
    return {
      items,
      next_page: end < all.length && items.length > 0 ? writeCursor(["after", idOf(items.at(-1)!), list]) : null,
      prev_page: start > 0 && items.length > 0 ? writeCursor(["before", idOf(items[0]!), list]) : null,
      object_type: "CursorList",
    };
  }
}

/** A list in order of time and how it is asked for. */
interface InTime<Item> {
  /** Oldest first. */
  rows: readonly Item[];
  timeOf: (item: Item) => string;
  /** ISO instants, both inclusive. */
  from?: string | undefined;
  to?: string | undefined;
  newestFirst: boolean;
  fits: (item: Item) => boolean;
}

/**
 * The same for a list in order of time that may be a million rows long: its bounds and the cursor's row are found by halving, and
 * no more rows are looked at than fill the page.
 */
export function pageInTime<Item extends { id: string }>({ rows, timeOf, from, to, newestFirst, fits }: InTime<Item>, query: PageQuery): Page<Item> {
  const { cursor, limit } = query;
  const list = listOf(query);
  const begin = from === undefined ? 0 : firstAt(Date.parse(from));
  const end = to === undefined ? rows.length : firstAt(Date.parse(to) + 1);
  const ahead = newestFirst ? -1 : 1;
  const start = newestFirst ? end - 1 : begin;
  if (!cursor) return told(walk(start, ahead, limit));
  const [way, id, , time] = readCursor(cursor, list);
  const edge = indexOf(id, time ?? "");
  if (edge < begin || edge >= end) throw badCursor(cursor);
  return told(way === "after" ? walk(edge + ahead, ahead, limit) : walk(edge - ahead, -ahead, limit).reverse());

  /** Index of the first row of this time or later. */
  function firstAt(ms: number): number {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Date.parse(timeOf(rows[middle]!)) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function indexOf(id: string, time: string): number {
    for (let i = firstAt(Date.parse(time)); i < rows.length && timeOf(rows[i]!) === time; i++) if (rows[i]!.id === id) return i;
    // Its time has changed since.
    return rows.findIndex((one) => one.id === id);
  }

  /** Indexes of fitting rows, from one on. */
  function walk(index: number, step: number, most: number): number[] {
    const found: number[] = [];
    for (let i = index; i >= begin && i < end && found.length < most; i += step) if (fits(rows[i]!)) found.push(i);
    return found;
  }

  function told(found: number[]): Page<Item> {
    const mark = (way: Cursor[0], index: number | undefined, step: number) => {
      if (index === undefined || walk(index + step, step, 1).length === 0) return null;
      const { id } = rows[index]!;
      return writeCursor([way, id, list, timeOf(rows[index]!)]);
    };
    return {
      items: found.map((index) => rows[index]!),
      next_page: mark("after", found.at(-1), ahead),
      prev_page: mark("before", found[0], -ahead),
      object_type: "CursorList",
    };
  }
}
