import { createHash } from "node:crypto";
import { Refusal } from "./errors";

interface Page<Item> {
  items: Item[];
  next_page: string | null;
  prev_page: string | null;
  object_type: "CursorList";
}

/** Direction, id of the item at the edge, and which list with which filters the cursor belongs to. */
type Cursor = [way: "after" | "before", id: string, list: string];

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

/**
 * One page of a list that is already filtered and in order. Cursors name the item at the edge of the page, so that rows added
 * meanwhile neither repeat nor hide anything; they hold for the same list with the same filters alone, else 422 (assumed).
 */
export function page<Item extends object>(
  all: readonly Item[],
  query: Record<string, unknown> & { cursor?: string; limit: number },
  idOf: (item: Item) => string = (item) => (item as { id: string }).id,
): Page<Item> {
  const { cursor, limit, ...filters } = query;
  const list = createHash("sha256").update(JSON.stringify(filters)).digest("base64url").slice(0, 12);
  const write = (way: Cursor[0], item: Item) => Buffer.from(JSON.stringify([way, idOf(item), list] satisfies Cursor)).toString("base64url");
  if (!cursor) return cut(0, limit);
  const [way, id] = readCursor(cursor, list);
  const index = all.findIndex((item) => idOf(item) === id);
  if (index < 0) throw badCursor(cursor);
  return way === "after" ? cut(index + 1, index + 1 + limit) : cut(Math.max(0, index - limit), index);

  function cut(start: number, end: number): Page<Item> {
    const items = all.slice(start, end);
    return {
      items,
      next_page: end < all.length && items.length > 0 ? write("after", items.at(-1)!) : null,
      prev_page: start > 0 && items.length > 0 ? write("before", items[0]!) : null,
      object_type: "CursorList",
    };
  }
}
