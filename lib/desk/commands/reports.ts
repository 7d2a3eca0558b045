import "server-only";
import { z } from "zod";
import { bankingNow, dayOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { canonicalJson } from "@/lib/canonical";
import { checkReport, reportWord } from "@/lib/forms/report";
import { pocketsList } from "@/lib/jiko/pockets";
import { reportsCreate, reportsList, type CreateReportRequest, type ReportRequest } from "@/lib/jiko/reports";
import type { JikoClient } from "@/lib/jiko/transport";
import { sha256Hex } from "@/lib/sha256";
import { command } from "../command";
import { allPages } from "./all-pages";

const text = (max: number) => z.string().trim().max(max);
const ordering = z.strictObject({
  type: text(100),
  pocketIds: z.array(z.guid().toLowerCase()).max(200),
  day: text(20).default(""),
  from: text(20).default(""),
  to: text(20).default(""),
});

interface Intent {
  wanted: CreateReportRequest;
  /** Reports that were there before. */
  known: string[];
}

export interface ReportResult {
  reportId: string;
}

/** What makes two reports the same, as one text. */
const essence = ({ type, account_ids, report_date, date_from, date_to }: CreateReportRequest | ReportRequest): string =>
  canonicalJson([type, [...account_ids].map((id) => id.toLowerCase()).sort(), report_date ?? null, date_from ?? null, date_to ?? null]);

/**
 * The reports that were ordered last. One page is enough as long as Jiko lists the newest first (assumed); where it does
 * not, the whole list is read.
 */
async function latest(client: JikoClient): Promise<ReportRequest[]> {
  const page = (query: { cursor?: string; limit: number }) => client.call(reportsList, { query }, { for: "command" });
  const { items, next_page } = await page({ limit: 100 });
  const newestFirst = items.every((one, i) => i === 0 || Date.parse(one.created_at) <= Date.parse(items[i - 1]!.created_at));
  return next_page === null || (newestFirst && items.length > 1) ? items : allPages(page);
}

/** Jiko knows no key against a second report, so the ids that exist beforehand tell the new one from the others. */
export const orderReport = command<z.output<typeof ordering>, Intent, ReportResult>({
  name: "report.order",
  permission: "reports.order",
  reads: "reports.read",
  changes: ["reports"],
  input: ordering,
  subjectId: (input) => `report ${sha256Hex(canonicalJson(input)).slice(0, 32)}`,
  refusedDetails: ({ type, pocketIds }) => ({ type, pocketIds }),
  texts: {
    done: "The report is ordered. Jiko makes it now.",
    unknown:
      "Jiko did not answer clearly. The report may or may not have been ordered; " +
      "we are checking and will show the result here. It will not be ordered twice.",
    notDone: "The order did not reach Jiko. You can send it again.",
    blocked: "You ordered this very report before, and it is not known yet whether that arrived. Wait for that first; nothing was sent now.",
  },

  async prepare({ client }, input) {
    const [pockets, reports, today] = await Promise.all([
      allPages((query) => client.call(pocketsList, { query: { ...query, "omit[]": ["portfolio"] } }, { for: "command" })),
      latest(client),
      bankingNow().then(dayOf),
    ]);
    const checked = checkReport(input, { today, known: pockets.map(({ id }) => id.toLowerCase()) });
    if (!checked.ok) throw new AppError("invalid_input", { fields: checked.faults });
    const { order } = checked;
    return {
      intent: { wanted: order, known: reports.map(({ id }) => id) },
      details: { ...order, what: reportWord(order.type) },
    };
  },

  async call(client, { wanted }) {
    const { id } = await client.call(reportsCreate, { body: wanted });
    return { reportId: id };
  },

  async findOut(client, { wanted, known }) {
    const found = (await latest(client)).find((one) => !known.includes(one.id) && essence(one) === essence(wanted));
    return found ? { state: "done", result: { reportId: found.id } } : { state: "not_done" };
  },
});
