import { z } from "zod";
import { operation } from "./operation";
import { cursorList, dateTime, id, openEnum, order, paging } from "./schemas";

export const statementTypes = ["BANK", "BROKERAGE", "1099B", "1099INT"] as const;

export const statement = z.object({
  id,
  /** The pocket. */
  account_id: id,
  type: openEnum(statementTypes),
  /** First day of the period, or its first 4 (year) or 7 (month) characters. */
  key: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?/),
  /** Lives ten minutes: fetched at the moment of a click, never stored, never sent to a browser. */
  pdf_download_url: z.url().max(2083),
  time_created: dateTime,
});
export type Statement = z.output<typeof statement>;

export const statementsList = operation({
  id: "statements.list",
  operationId: "list_statements_api_v1_statements__get",
  method: "GET",
  path: "/api/v1/statements/",
  query: z.strictObject({
    ...paging,
    "account[]": z.array(id).optional(),
    "type[]": z.array(z.enum(statementTypes)).optional(),
    key: z
      .string()
      .regex(/^\d{4}(-\d{2})?$/, "Expected a year or a month, like 2026 or 2026-06")
      .optional(),
    order,
  }),
  answer: cursorList(statement),
  success: 200,
  scope: "pockets.read",
  group: "unlisted",
  provenance: { operation: "assumed", body: null, answer: "related" },
  view: ({ items, ...page }) => ({
    ...page,
    items: items.map(({ id, account_id, type, key, time_created }) => ({ id, account_id, type, key, time_created })),
  }),
});
