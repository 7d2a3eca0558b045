import type { z } from "zod";
import type { createReportRequest, reportRequest } from "@/lib/jiko/reports";
import { filesOf, orderReport, standingOf } from "@/sandbox/company/reports/state";
import type { ReportRecord } from "@/sandbox/company/types";
import { invalid, notFound } from "../errors";
import { page } from "../paging";
import { dayOf } from "../periods";
import type { Books, Group } from "../types";

type Order = z.output<typeof createReportRequest>;
type Wire = z.input<typeof reportRequest>;

/** A report with its state at this moment. Its links are made per answer: each lives ten minutes from now. */
function onTheWire(books: Books, report: ReportRecord, now: Date): Wire {
  const standing = standingOf(books.state.company, report, now);
  const files = standing.status === "COMPLETED" ? filesOf(report) : [];
  return {
    ...report,
    ...standing,
    files: files.map(({ path, ...file }) => ({ ...file, download_url: books.fileLink(`reports/${path}`) })),
  };
}

/** Refuses with 422 what cannot be made; where each fault stands is assumed. */
function checkOrder(books: Books, order: Order, today: string): void {
  const offered = order.type === "TRADE_REPORT" ? "CSV" : "CAMT053";
  const wrong = order.output_formats.findIndex((format) => format !== offered);
  if (wrong >= 0) throw invalid(["body", "output_formats", wrong], `${order.type} offers ${offered} only`, order.output_formats[wrong]);
  const day = (name: "report_date" | "date_from" | "date_to"): string => {
    const value = order[name];
    if (!value) throw invalid(["body", name], `${order.type} needs ${name}`, null, "missing");
    if (value > today) throw invalid(["body", name], "The date lies in the future", value);
    return value;
  };
  if (order.type !== "TRADE_REPORT") day("report_date");
  else if (day("date_from") > day("date_to")) throw invalid(["body", "date_to"], "date_to is before date_from", order.date_to);
  const stranger = order.account_ids.findIndex((id) => !books.state.company.pockets.some((pocket) => pocket.id === id));
  if (stranger >= 0) throw invalid(["body", "account_ids", stranger], "There is no such pocket", order.account_ids[stranger]);
}

export const reports: Group<"reports.list" | "reports.create" | "reports.get"> = {
  "reports.list": ({ books, query, now }) => {
    const found = page([...books.state.company.reports].reverse(), query);
    return { ...found, items: found.items.map((one) => onTheWire(books, one, now)) };
  },
  "reports.get": ({ books, params, now }) => {
    const report = books.state.company.reports.find(({ id }) => id === params.report_request_id);
    if (!report) throw notFound("Report request");
    return onTheWire(books, report, now);
  },
  "reports.create": ({ books, body, now }) => {
    checkOrder(books, body, dayOf(now));
    const { type, account_ids } = body;
    const trades = type === "TRADE_REPORT";
    const order = {
      type,
      account_ids,
      report_date: trades ? null : body.report_date!,
      date_from: trades ? body.date_from! : null,
      date_to: trades ? body.date_to! : null,
    };
    return onTheWire(books, orderReport(books.state.company, books.company.mintId(books.state.company), order, now), now);
  },
};
