"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { DataTable } from "@/components/table/data-table";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { auditDownloadHref, auditHref, type AuditAddress } from "./audit-address";
import { auditColumns, type AuditLine } from "./audit-columns";
import { AuditFilters } from "./audit-filters";
import { auditLogQuery, teamQuery, type AuditLogQuery } from "./queries";
import { TeamTabs } from "./team-tabs";

const usual = ["timestamp", "member_id", "member_email", "action", "target", "ip_address"];

/** What members did at Jiko, as Jiko wrote it down: on this desk, on Jiko's own pages, or anywhere else. */
export function AuditLog({ filters, faults, query }: AuditAddress) {
  return (
    <>
      <PageHeader
        title="Team"
        action={
          query ? (
            <DownloadLink href={auditDownloadHref(filters)} what="Jiko's audit log with these filters">
              Download as CSV
            </DownloadLink>
          ) : null
        }
      />
      <TeamTabs current="audit-log" />
      {/* A new address is a new form: the back button must not leave what was typed before. */}
      <AuditFilters key={JSON.stringify(filters)} filters={filters} faults={faults} />
      {query ? <Lines filters={filters} query={query} /> : <p className="text-ink-muted">Correct the filters to see the log.</p>}
    </>
  );
}

function Lines({ filters, query }: { filters: AuditAddress["filters"]; query: AuditLogQuery }) {
  const log = useQuery(auditLogQuery(query));
  const team = useQuery(teamQuery()).data?.items;
  const sent = log.data?.columns;
  const columns = useMemo(
    () => auditColumns(sent?.length ? sent : usual, (id) => team?.find((one) => one.id === id)?.name),
    [sent, team],
  );
  const table = (rows?: readonly AuditLine[]) => (
    <div className="panel">
      <DataTable
        caption="What members did at Jiko, newest first"
        columns={columns}
        rows={rows}
        rowKey={({ number }) => String(number)}
        expected={20}
        empty={<Empty title="Jiko has no line for these filters.">Choose earlier days, or everybody.</Empty>}
      />
    </div>
  );
  const page = (before: number | null) => (before === null ? null : auditHref(filters, before || null));
  return (
    <QueryView query={log} what="Jiko's audit log" loading={table()}>
      {({ lines, total, older, newer }) => (
        <>
          <p className="mb-2 text-small text-ink-muted">
            {total === 1 ? "1 line" : `${total.toLocaleString("en-US")} lines`}, as Jiko wrote them down. Members are named as the team names them today.
          </p>
          {table(lines)}
          <Pagination label="Pages of the audit log" newer={page(newer)} older={page(older)} />
        </>
      )}
    </QueryView>
  );
}
