import "server-only";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { bankingNow, dayOf } from "@/lib/clock";
import { env } from "@/lib/env";
import { pocketsList } from "@/lib/jiko/pockets";
import { readListAddress } from "@/lib/lists/address";
import { csvHead, csvRows, headOf, wordOf } from "@/lib/lists/csv";
import type { Cell, ListColumn, ListDefinition, ListQuery, ListRow } from "@/lib/lists/types";
import { log } from "@/lib/log";
import { cents } from "@/lib/treasury/money";
import { allPages } from "../commands/all-pages";
import { download, type Asked } from "../download";
import { listFileName } from "../file-name";
import { readWhole } from "../read";
import { checked } from "../request-checks";
import type { XlsxCell } from "../xlsx/cells";
import { xlsxOf } from "../xlsx/workbook";
import { ahead } from "./ahead";
import { batches } from "./query";
import { listToSend } from "./read";

const formatWanted = z.object({ format: z.enum(["csv", "xlsx"], "Choose csv or xlsx.") });

type PocketName = (id: string) => string;

const asSent: PocketName = (id) => id;

/** The pockets by their ids; a file with ids in the place of names is better than none. */
async function pocketNames(session: Session): Promise<PocketName> {
  try {
    const pockets = await allPages((paging) => readWhole(pocketsList, session, { query: { ...paging, "omit[]": ["portfolio"] } }));
    const names = new Map(pockets.map(({ id, pocket_name }) => [id.toLowerCase(), pocket_name]));
    return (id) => names.get(id.toLowerCase()) ?? id;
  } catch (err) {
    log.warn({ event: "lists.pockets_unnamed", err }, "A file has ids in the place of pockets' names");
    return asSent;
  }
}

function workbookCell(column: ListColumn, cell: Cell, pocketName: PocketName): XlsxCell {
  if (cell === null) return null;
  switch (column.kind) {
    case "money":
      return { cents: cents(cell as number) };
    case "number":
      return { decimal: String(cell) };
    case "instant":
      return { instant: String(cell) };
    case "day":
      return { day: String(cell) };
    default:
      return { text: wordOf(column, String(cell), pocketName) };
  }
}

async function* csvText(columns: readonly ListColumn[], rows: AsyncIterable<ListRow[]>, pocketName: PocketName): AsyncGenerator<string> {
  // A mark of the encoding first: without it Excel takes UTF-8 for something older.
  yield `\ufeff${csvHead(columns)}`;
  for await (const batch of rows) yield csvRows(columns, batch, pocketName);
}

async function* workbookRows(columns: readonly ListColumn[], rows: AsyncIterable<ListRow[]>, pocketName: PocketName): AsyncGenerator<XlsxCell[][]> {
  for await (const batch of rows) {
    yield batch.map(({ cells }) => columns.map((column) => workbookCell(column, cells[column.id] ?? null, pocketName)));
  }
}

/** The days that the rows are of, where a filter says so: of the column that the list is usually ordered by, else of any. */
function daysOf({ sort }: ListDefinition, { filters }: ListQuery): [first: string | null, last: string | null] | null {
  const days = filters.filter((one) => "firstDay" in one);
  const found = days.find(({ column }) => column === sort.column) ?? days[0];
  return found ? [found.firstDay, found.lastDay] : null;
}

/** Counts what passes, so that the record can say how many rows a file had. */
async function* counted(rows: AsyncIterable<ListRow[]>, add: (count: number) => void): AsyncGenerator<ListRow[]> {
  for await (const batch of rows) {
    add(batch.length);
    yield batch;
  }
}

/** Exactly what is filtered, in the order and with the columns that the address names, streamed, and on record as a download. */
export async function downloadList(asked: Asked, name: string, search: URLSearchParams): Promise<Response> {
  const { format } = checked(formatWanted, { format: search.get("format") });
  const { session } = asked;
  const { list, query } = await listToSend(session, name, search);
  const { typed, columns: chosen } = readListAddress(list.definition, search);
  const { columns: all, title } = list.definition;
  const columns = chosen ? chosen.map((id) => all.find((one) => one.id === id)!) : all.filter(({ shown }) => shown);
  let rows = 0;
  return download(asked, {
    action: "list.download",
    subjectId: null,
    details: { list: name, format, columns: columns.map(({ id }) => id), ...typed },
    async open(signal) {
      const pocketName = columns.some(({ kind }) => kind === "pocket") ? await pocketNames(session) : asSent;
      const found = counted(ahead(batches(list, session.customerId, query, signal)), (count) => (rows += count));
      const timeZone = env().COMPANY_TIME_ZONE;
      const body =
        format === "csv"
          ? Readable.from(csvText(columns, found, pocketName), { objectMode: false })
          : xlsxOf({ name: title, head: headOf(columns, timeZone), rows: workbookRows(columns, found, pocketName), timeZone });
      const fileName = listFileName(session.customerName, title, daysOf(list.definition, query), dayOf(await bankingNow()), format);
      return { body: Readable.toWeb(body) as ReadableStream<Uint8Array>, length: null, type: format, fileName, details: () => ({ rows }) };
    },
  });
}
