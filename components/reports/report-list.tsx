"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import { formatWord, reportWord } from "@/lib/forms/report";
import type { ReportView } from "@/lib/jiko/reports";
import { reportsHref } from "./address";
import { DayFiles } from "./day-files";
import { isOpen, whileOpen } from "./polling";
import { reportsQuery } from "./queries";
import { Experimental, periodOf } from "./words";

export const orderBar = "This sign-in may not order reports.";

/** Everything that was ordered, newest first, with where it stands. */
export function ReportList({ cursor }: { cursor: string | null }) {
  const refetchInterval = whileOpen(({ items }: { items: ReportView[] }) => items.some(isOpen));
  const reports = useQuery({ ...reportsQuery(cursor), refetchInterval });
  const mayOrder = useMay("reports.order");
  const pocketName = usePocketNames();
  const columns = useMemo(
    () =>
      columnsOf<ReportView>([
        { id: "report", header: "Report", rowHeader: true, bare: true, cell: ({ type }) => reportWord(type) },
        { id: "period", header: "Of", cell: (one) => periodOf(one) },
        { id: "pockets", header: "Pockets", from: "md", cell: ({ account_ids }) => namesOf(account_ids.map(pocketName)) },
        { id: "format", header: "Format", from: "lg", cell: ({ output_formats }) => output_formats.map(formatWord).join(", ") },
        { id: "ordered", header: "Ordered", from: "sm", cell: ({ created_at }) => <DateText at={created_at} form="table" /> },
        { id: "status", header: "Status", cell: ({ status }) => <Status of="report" value={status} /> },
      ]),
    [pocketName],
  );
  const table = (rows?: readonly ReportView[]) => (
    <div className="panel">
      <DataTable
        caption="Reports, newest first"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        href={({ id }) => `/reports/${id}`}
        empty={<Empty title="No report was ordered yet.">Order one, and it stays here with its files for as long as Jiko keeps it.</Empty>}
      />
    </div>
  );
  return (
    <>
      <PageHeader
        title="Reports"
        meta={<Experimental />}
        action={
          <ButtonLink href="/reports/new" tone="primary" icon={<Plus aria-hidden className="size-4" />} barred={mayOrder ? null : orderBar}>
            Order a report
          </ButtonLink>
        }
      />
      <DayFiles reports={reports.data?.items ?? []} />
      <QueryView query={reports} what="the reports" loading={table()}>
        {({ items, next_page, prev_page }) => (
          <>
            {table(items)}
            <Pagination label="Pages of reports" newer={prev_page && reportsHref(prev_page)} older={next_page && reportsHref(next_page)} />
          </>
        )}
      </QueryView>
    </>
  );
}

/** The first two names, and how many more there are. */
const namesOf = (names: readonly string[]): string =>
  names.length > 2 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
