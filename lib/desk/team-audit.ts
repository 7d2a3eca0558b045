import "server-only";
import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { guardCell } from "@/lib/csv-guard";
import type { Session } from "@/lib/auth/session";
import { startOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { date, id } from "@/lib/jiko/schemas";
import { teamAuditLog } from "@/lib/jiko/team";
import { csvRecords } from "./csv-records";
import { download, type Asked } from "./download";
import { auditLogFileName } from "./file-name";
import { readWhole } from "./read";

/** Whose lines of Jiko's audit log, and of which days of the company, both inclusive. */
const filters = z.strictObject({ member: id.optional(), from: date.optional(), to: date.optional() }).refine(
  ({ from, to }) => !from || !to || from <= to,
  { path: ["to"], message: "The last day lies before the first." },
);
export const auditLogWanted = filters;
type Wanted = z.output<typeof filters>;

const instantOf = (at: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(at.getTime());

/** The last instant of a day, to the microsecond that Jiko's times go to. */
const endOf = (day: string): string => instantOf(startOf(day, 1)).subtract({ microseconds: 1 }).toString();

/**
 * The log as Jiko sends it. It has no pages: the client takes 10 MB at most (about 60,000 lines), which is also what this
 * process holds of it; for more one has to ask for fewer days.
 */
const readLog = (session: Session, { member, from, to }: Wanted): Promise<string> =>
  readWhole(teamAuditLog, session, {
    query: {
      ...(member ? { member_id: member } : {}),
      ...(from ? { timestamp_from: instantOf(startOf(from)).toString() } : {}),
      ...(to ? { timestamp_to: endOf(to) } : {}),
    },
  });

const notCsv = (cause: unknown) =>
  new AppError("upstream_contract", { message: "Jiko's audit log is not the CSV that it should be. Nothing is shown rather than something wrong.", cause });

export const linesPerPage = 50;

/** A page of the log, newest first. Pages count from the oldest line, so that new lines move none of them. */
export interface AuditLogPage {
  /** The columns as Jiko names them, in its order; those that nobody knows among them. */
  columns: string[];
  /** `number` counts from the oldest line that the filters leave, from 1. */
  lines: { number: number; cells: string[] }[];
  total: number;
  /** What the pages beside this one are asked with (`before`); `newer` is 0 for the newest. Null where there is none. */
  older: number | null;
  newer: number | null;
}

export const auditLogPageWanted = filters.safeExtend({
  /** Lines with a smaller number; none: the newest. */
  before: z
    .string()
    .regex(/^[1-9]\d{0,7}$/, "Expected the number of a line")
    .transform(Number)
    .optional(),
});

export async function auditLogPage(session: Session, { before, ...wanted }: z.output<typeof auditLogPageWanted>): Promise<AuditLogPage> {
  const records: string[][] = [];
  try {
    for await (const record of csvRecords(await readLog(session, wanted))) records.push(record);
  } catch (error) {
    throw error instanceof AppError ? error : notCsv(error);
  }
  const columns = (records.shift() ?? []).map((name) => name.trim());
  const at = columns.findIndex((name) => name.toLowerCase() === "timestamp");
  // Whatever order Jiko sends: oldest first. The sort keeps lines of one moment as they came.
  const timed = at < 0 ? records : records.toSorted((a, b) => timeOf(a[at]) - timeOf(b[at]));
  const total = timed.length;
  const end = Math.min(before === undefined ? total : before - 1, total);
  const start = Math.max(0, end - linesPerPage);
  const lines = timed.slice(start, end).map((cells, i) => ({ number: start + i + 1, cells: columns.map((_, column) => cells[column] ?? "") }));
  const newer = end + linesPerPage >= total ? 0 : end + linesPerPage + 1;
  return { columns, lines: lines.reverse(), total, older: start > 0 ? start + 1 : null, newer: end < total ? newer : null };
}

/** What is no time comes first, as the oldest. */
const timeOf = (text: string | undefined): number => {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? 0 : at;
};

/** The log as a file, every column as Jiko sent it, with nothing in it that a spreadsheet would run. On record as a download. */
export const downloadAuditLog = (asked: Asked, wanted: Wanted): Promise<Response> =>
  download(asked, {
    action: "teamAuditLog.download",
    subjectId: wanted.member ?? null,
    details: { memberId: wanted.member ?? null, from: wanted.from ?? null, to: wanted.to ?? null },
    async open() {
      const text = await readLog(asked.session, wanted);
      // What goes wrong on the way ends the stream that is read, whose reader is told.
      const guarded = pipeline(Readable.from(guardedRecords(text)), stringify({ bom: true, record_delimiter: "windows" }), () => undefined);
      const body = Readable.toWeb(guarded) as ReadableStream<Uint8Array>;
      return { body, length: null, type: "csv", fileName: auditLogFileName(asked.session.customerName, wanted) };
    },
  });

async function* guardedRecords(text: string): AsyncGenerator<string[]> {
  try {
    for await (const record of csvRecords(text)) yield record.map(guardCell);
  } catch (error) {
    throw notCsv(error);
  }
}
