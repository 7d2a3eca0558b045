import "server-only";
import { z } from "zod";
import { reckon, type Reckoning } from "@/lib/camt053/check";
import { parseStatementFile } from "@/lib/camt053/parse";
import { StatementError, type Statement, type StatementEntry } from "@/lib/camt053/types";
import { largestFile } from "@/lib/camt053/xml";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { pocketsGet } from "@/lib/jiko/pockets";
import { reportsGet, reportView, type ReportFile, type ReportRequest, type ReportView } from "@/lib/jiko/reports";
import { id } from "@/lib/jiko/schemas";
import { download, type Asked } from "./download";
import { reportFileName } from "./file-name";
import type { FileTypeName } from "./file-types";
import { jiko } from "./jiko";
import { readWhole } from "./read";

const number = z.union([z.int(), z.string().regex(/^\d{1,4}$/).transform(Number)]).pipe(z.int().min(1));

/** Which file of which report; files are counted from 1 in Jiko's order. */
export const reportFileWanted = z.strictObject({ id, file: number });
type Wanted = z.output<typeof reportFileWanted>;

/** The file as Jiko lists it at this moment; its link lives ten minutes and stays in this process. */
async function find(session: Session, { id, file }: Wanted): Promise<{ report: ReportRequest; found: ReportFile }> {
  const report = await readWhole(reportsGet, session, { params: { report_request_id: id } });
  const found = report.files[file - 1];
  if (found) return { report, found };
  const waits = report.status === "PENDING" || report.status === "PROCESSING";
  throw waits
    ? new AppError("conflict", { message: "Jiko is still making this report. Its files are here once it is done." })
    : new AppError("not_found", { message: "This report has no such file." });
}

const types: Record<string, FileTypeName> = { CAMT053: "xml", CSV: "csv" };

/** The pocket's name for the file; a file without it is better than none. */
async function pocketName(session: Session, pocketId: string | null): Promise<string> {
  if (pocketId === null) return "all-pockets";
  try {
    return (await readWhole(pocketsGet, session, { params: { pocket_id: pocketId } })).pocket_name;
  } catch {
    return `pocket-${pocketId.slice(0, 8)}`;
  }
}

/** A file of a report as Jiko made it, from the link that Jiko hands out at this moment. */
export const downloadReportFile = (asked: Asked, wanted: Wanted): Promise<Response> =>
  download(asked, {
    action: "report.download",
    subjectId: wanted.id,
    details: { file: wanted.file },
    async open(signal) {
      const { session } = asked;
      const { report, found } = await find(session, wanted);
      const type = types[found.format];
      if (!type) throw new AppError("upstream_contract", { message: `Countersign does not know the format ${found.format.slice(0, 40)}.` });
      const name = await pocketName(session, found.account_id);
      const { body, length } = await jiko().download(found.download_url, { signal });
      const details = () => ({ type: report.type, format: found.format, pocketId: found.account_id });
      return { body, length, type, details, fileName: reportFileName(session.customerName, name, report, type) };
    },
  });

/** The body, not much beyond `largestFile` bytes: more is refused by its size, so no more of it is fetched. */
async function bounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size <= largestFile) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts);
    parts.push(value);
    size += value.byteLength;
  }
  await reader.cancel().catch(() => undefined);
  return Buffer.concat(parts);
}

export const entriesPerPage = 100;

/** A statement of a camt.053 file, ready to be read by a person: one page of its lines, everything reckoned over all of them. */
export interface StatementPage {
  report: ReportView;
  file: { number: number; accountId: string | null };
  /** The two digits of camt.053.001.xx. */
  version: string;
  /** Which statement of the file, from 1, and of how many. */
  number: number;
  count: number;
  statement: Omit<Statement, "entries" | "summary">;
  reckoning: Reckoning;
  /** Whether the file speaks of the pocket it was made for; null where its account is not named by the pocket's id. */
  rightPocket: boolean | null;
  entries: StatementEntry[];
  entryCount: number;
  page: number;
  pages: number;
}

export const statementWanted = reportFileWanted.extend({ statement: number.default(1), page: number.default(1) });

const bare = (text: string): string => text.replaceAll("-", "").toLowerCase();

/** Ids of ours are 32 hexadecimal digits; an account number is something else, and proves nothing either way. */
const isRightPocket = (account: string, pocketId: string | null): boolean | null =>
  pocketId === null || !/^[0-9a-f]{32}$/.test(bare(account)) ? null : bare(account) === bare(pocketId);

/**
 * Fetches and reads a camt.053 file of a report. Throws `conflict` while the report is being made, `not_found`,
 * `upstream_contract` for a file that is no readable statement, `too_large` for one that only a program should read.
 */
export async function reportStatement(
  session: Session,
  wanted: z.output<typeof statementWanted>,
  signal?: AbortSignal,
): Promise<StatementPage> {
  const { report, found } = await find(session, wanted);
  if (found.format !== "CAMT053") throw new AppError("not_found", { message: "This file is no camt.053 statement." });
  const { body } = await jiko().download(found.download_url, { signal });
  const { version, statements } = read(await bounded(body));
  const statement = statements[wanted.statement - 1];
  if (!statement) throw new AppError("not_found", { message: "The file has no such statement." });
  const { entries, summary: _summary, ...rest } = statement;
  const pages = Math.max(1, Math.ceil(entries.length / entriesPerPage));
  const page = Math.min(wanted.page, pages);
  return {
    report: reportView(report),
    file: { number: wanted.file, accountId: found.account_id },
    version,
    number: wanted.statement,
    count: statements.length,
    statement: rest,
    reckoning: reckon(statement),
    rightPocket: isRightPocket(statement.account.id, found.account_id),
    entries: entries.slice((page - 1) * entriesPerPage, page * entriesPerPage),
    entryCount: entries.length,
    page,
    pages,
  };
}

function read(bytes: Uint8Array) {
  try {
    return parseStatementFile(bytes);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const raw = "The file itself can be downloaded as it is.";
    if (error.fault === "too_large") throw new AppError("too_large", { message: `${error.message} ${raw}`, cause: error });
    throw new AppError("upstream_contract", { message: `This file cannot be shown as a statement. ${error.message} ${raw}`, cause: error });
  }
}
