"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import type { RecordLine } from "@/lib/desk/record/list";
import { recordDownloadHref, recordHref, type RecordAddress } from "./address";
import { EntryDetails } from "./entry";
import { RecordFilters } from "./filters";
import { recordQuery, recordStateQuery } from "./queries";
import { RecordTabs } from "./record-tabs";
import { StatePanel } from "./state-panel";

const columns = columnsOf<RecordLine>([
  { id: "at", header: "When", rowHeader: true, cell: ({ at }) => <DateText at={at} form="table" /> },
  { id: "who", header: "Who", cell: ({ who }) => <span className="wrap-anywhere">{who ?? "The desk"}</span> },
  { id: "what", header: "What", cell: (line) => <EntryDetails line={line} /> },
  { id: "about", header: "About", from: "md", cell: ({ action, subjectId }) => <About action={action} subjectId={subjectId} /> },
]);

/** What an entry is about, with a way there where the desk has a page of it. */
function About({ action, subjectId }: Pick<RecordLine, "action" | "subjectId">) {
  if (!subjectId) return <>–</>;
  const short = subjectId.slice(0, 8);
  if (!action.startsWith("transfer.")) return <span className="font-mono text-[0.93em]">{short}</span>;
  return (
    <Link href={`/approvals/${subjectId}`} prefetch={false} className="link">
      Transfer {short}
    </Link>
  );
}

/** What was done and tried on this desk, by whom and with what outcome. */
export function Record(address: RecordAddress) {
  const { filters, faults, query } = address;
  const allowed = useMay("record.read");
  const state = useQuery({ ...recordStateQuery(), enabled: allowed });
  if (!allowed) return <Barred />;
  return (
    <>
      <PageHeader
        title="Audit"
        action={
          query ? (
            <>
              <DownloadLink href={recordDownloadHref(filters, "csv")} what="the audit record with these filters as CSV">
                CSV
              </DownloadLink>
              <DownloadLink href={recordDownloadHref(filters, "jsonl")} what="the audit record with these filters as JSON lines">
                JSON lines
              </DownloadLink>
            </>
          ) : null
        }
      />
      <RecordTabs current="record" />
      <StatePanel state={state} />
      {/* A new address is a new form: the back button must not leave what was typed before. */}
      <RecordFilters key={JSON.stringify(filters)} filters={filters} faults={faults} members={state.data?.members} />
      {query ? <Lines filters={filters} query={query} /> : <p className="text-ink-muted">Correct the filters to see the record.</p>}
    </>
  );
}

export const Barred = () => (
  <>
    <PageHeader title="Audit" />
    <div className="panel">
      <Empty title="Reading the audit record needs the role approver or admin.">
        What is on record about a request stands on the page of that request.
      </Empty>
    </div>
  </>
);

function Lines({ filters, query }: { filters: RecordAddress["filters"]; query: { [name: string]: string } }) {
  const record = useQuery(recordQuery(query));
  const table = (rows?: readonly RecordLine[]) => (
    <div className="panel">
      <DataTable
        caption="Entries of the audit record, newest first"
        columns={columns}
        rows={rows}
        rowKey={({ position }) => String(position)}
        expected={20}
        empty={<Empty title="Nothing is on record for these filters.">Choose other days, or everybody.</Empty>}
      />
    </div>
  );
  const page = (before: number | null) => (before === null ? null : recordHref(filters, before || null));
  return (
    <QueryView query={record} what="the audit record" loading={table()}>
      {({ lines, older, newer }) => (
        <>
          {table(lines)}
          <Pagination label="Pages of the audit record" newer={page(newer)} older={page(older)} />
        </>
      )}
    </QueryView>
  );
}
