import "server-only";
import { pipeline, Readable } from "node:stream";
import { and, asc, gt, lte } from "drizzle-orm";
import { stringify } from "csv-stringify";
import { z } from "zod";
import { guardCell } from "@/lib/csv-guard";
import { dayOf, now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import { download, type Asked } from "../download";
import { recordFileName } from "../file-name";
import { entriesOf, recordFilters, type RecordFilters } from "./filters";
import { newestEntry } from "./heads";
import { lineOf } from "./list";

export const recordExportWanted = recordFilters.safeExtend({ format: z.enum(["csv", "jsonl"]) });

const batch = 1_000;

/** The entries that the filters leave, the oldest first, as far as the record went when it was begun. */
async function* rows(customerId: string, filters: RecordFilters, signal: AbortSignal) {
  const end = (await newestEntry(customerId))?.position ?? 0;
  for (let last = 0; ; ) {
    signal.throwIfAborted();
    const found = await db()
      .select({
        position: auditEntry.position, canonical: auditEntry.canonical, contentHash: auditEntry.contentHash,
        prevHash: auditEntry.prevHash, entryHash: auditEntry.entryHash,
      })
      .from(auditEntry)
      .where(and(entriesOf(customerId, filters), gt(auditEntry.position, last), lte(auditEntry.position, end)))
      .orderBy(asc(auditEntry.position))
      .limit(batch);
    yield* found;
    if (found.length < batch) return;
    last = found.at(-1)!.position;
  }
}

const header = ["Position", "At (UTC)", "Who", "What", "Kind", "Action", "Outcome", "About", "Command", "Details", "Content hash", "Entry hash"];

async function* csvRows(entries: ReturnType<typeof rows>): AsyncGenerator<string[]> {
  yield header;
  for await (const row of entries) {
    const { at, who, sentence, kind, action, outcome, subjectId, correlationId, details, position, contentHash } = lineOf(row);
    const told = details.map(([name, text]) => `${name}: ${text}`).join("; ");
    const texts = [at, who ?? "the desk", sentence, kind, action, outcome ?? "", subjectId ?? "", correlationId, told].map(guardCell);
    yield [String(position), ...texts, contentHash, row.entryHash];
  }
}

/** The text that was hashed as it stands, with its hashes: enough to recompute the chain of what is not filtered. */
async function* jsonLines(entries: ReturnType<typeof rows>): AsyncGenerator<string> {
  for await (const { canonical, contentHash, prevHash, entryHash } of entries) yield `${JSON.stringify({ canonical, contentHash, prevHash, entryHash })}\n`;
}

/** Exactly what is filtered, streamed, and itself on record as a download. */
export const downloadRecord = (asked: Asked, { format, ...filters }: z.output<typeof recordExportWanted>): Promise<Response> =>
  download(asked, {
    action: "record.download",
    subjectId: null,
    details: { format, ...filters },
    async open(signal) {
      const { customerId, customerName } = asked.session;
      const entries = rows(customerId, filters, signal);
      // What goes wrong on the way ends the stream that is read, whose reader is told.
      const stream =
        format === "csv"
          ? pipeline(Readable.from(csvRows(entries)), stringify({ bom: true, record_delimiter: "windows" }), () => undefined)
          : Readable.from(jsonLines(entries), { objectMode: false });
      const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
      return { body, length: null, type: format, fileName: recordFileName(customerName, dayOf(now()), format) };
    },
  });
