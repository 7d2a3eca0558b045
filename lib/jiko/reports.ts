import { z } from "zod";
import { operation } from "./operation";
import { cursorList, date, dateTime, id, nullable, openEnum, paging } from "./schemas";

/** Jiko calls its reports experimental: they may change without notice. */
export const reportTypes = ["BANK_STATEMENT_REPORT", "BROKERAGE_STATEMENT_REPORT", "TRADE_REPORT"] as const;
export const reportFormats = ["CAMT053", "CSV"] as const;
export const reportStatuses = ["PENDING", "PROCESSING", "COMPLETED", "FAILED"] as const;

/** What is ordered. The two statements speak of one day, a trade report of a range, both ends included. */
export const createReportRequest = z.object({
  type: z.enum(reportTypes),
  output_formats: z.array(z.enum(reportFormats)).min(1),
  account_ids: z.array(id).min(1),
  report_date: date.nullish(),
  date_from: date.nullish(),
  date_to: date.nullish(),
});
export type CreateReportRequest = z.input<typeof createReportRequest>;

export const reportFile = z.object({
  format: openEnum(reportFormats),
  /** Null: the file covers several pockets. */
  account_id: nullable(id),
  /** Lives ten minutes from this answer: fetched at the moment of a click, never stored, never sent to a browser. */
  download_url: z.url().max(2083),
});
export type ReportFile = z.output<typeof reportFile>;

export const reportRequest = z.object({
  id,
  type: openEnum(reportTypes),
  output_formats: z.array(openEnum(reportFormats)),
  account_ids: z.array(id),
  report_date: nullable(date),
  date_from: nullable(date),
  date_to: nullable(date),
  status: openEnum(reportStatuses),
  /** Empty until the report is COMPLETED. */
  files: z.array(reportFile).default([]),
  failure_reason: nullable(z.string()),
  created_at: dateTime,
});
export type ReportRequest = z.output<typeof reportRequest>;

/** A report as it leaves our server: its files by format and pocket, without their links. */
export const reportView = ({ files, ...report }: ReportRequest) => ({
  ...report,
  files: files.map(({ format, account_id }) => ({ format, account_id })),
});
export type ReportView = ReturnType<typeof reportView>;

const common = { group: "reports" } as const;

export const reportsList = operation({
  ...common,
  id: "reports.list",
  operationId: "list_report_requests_api_v1_report_requests__get",
  method: "GET",
  path: "/api/v1/report-requests/",
  query: z.strictObject(paging),
  answer: cursorList(reportRequest),
  success: 200,
  scope: "reports.read",
  provenance: { operation: "related", body: null, answer: "assumed" },
  view: ({ items, ...page }) => ({ ...page, items: items.map(reportView) }),
});

export const reportsCreate = operation({
  ...common,
  id: "reports.create",
  operationId: "create_customer_report_request_api_v1_report_requests__post",
  method: "POST",
  path: "/api/v1/report-requests/",
  body: createReportRequest,
  answer: reportRequest,
  success: 202,
  scope: "reports.write",
  provenance: { operation: "documented", body: "assumed", answer: "assumed" },
  view: reportView,
});

export const reportsGet = operation({
  ...common,
  id: "reports.get",
  operationId: "get_report_request_api_v1_report_requests__report_request_id___get",
  method: "GET",
  path: "/api/v1/report-requests/{report_request_id}/",
  answer: reportRequest,
  success: 200,
  scope: "reports.read",
  provenance: { operation: "assumed", body: null, answer: "assumed" },
  view: reportView,
});
