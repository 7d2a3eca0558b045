import { queryOptions } from "@tanstack/react-query";
import { jikoQuery, writeSearch } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { AuditLogPage } from "@/lib/desk/team-audit";
import type { teamGet, teamList } from "@/lib/jiko/team";

export const teamInput = (cursor: string | null = null) => ({ limit: 100, ...(cursor ? { cursor } : {}) });
export const teamQuery = (cursor: string | null = null) => jikoQuery<typeof teamList>("/v1/team", teamInput(cursor));
export const memberQuery = (id: string) => jikoQuery<typeof teamGet>(`/v1/team/${id}`);

/** What our route takes; days of the company, both included. */
export interface AuditLogQuery {
  member?: string;
  from?: string;
  to?: string;
  before?: string;
}

export const auditLogKey = (query: AuditLogQuery) => ["team", "audit-log", query] as const;
export const auditLogQuery = (query: AuditLogQuery) =>
  queryOptions({
    queryKey: auditLogKey(query),
    queryFn: ({ signal }) => request<AuditLogPage>(`/api/team/audit-log${writeSearch({ ...query })}`, { signal }),
    staleTime: 60_000,
  });
