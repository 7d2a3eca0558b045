import { queryOptions } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { StatementPage } from "@/lib/desk/report-files";
import type { reportsGet, reportsList } from "@/lib/jiko/reports";
import { reportsInput, type StatementAddress } from "./address";

export const reportsQuery = (cursor: string | null) => jikoQuery<typeof reportsList>("/v1/report-requests", reportsInput(cursor));
export const reportQuery = (id: string) => jikoQuery<typeof reportsGet>(`/v1/report-requests/${id}`);

/** A file of a finished report does not change, so it is not fetched again while the page is open. */
export const statementQuery = ({ id, file, statement, page }: StatementAddress) =>
  queryOptions({
    queryKey: ["report-statement", id, file, statement, page],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ file: String(file), statement: String(statement), page: String(page) });
      return request<StatementPage>(`/api/reports/${id}/statement?${search}`, { signal });
    },
    staleTime: Infinity,
  });
