"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { writeMonth } from "@/components/ui/dates";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Panel } from "@/components/ui/panel";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { ViewOf } from "@/lib/jiko/operation";
import type { statementsList } from "@/lib/jiko/statements";
import { downloadHref, filterNames, groupsOf, isTaxForm, statementsHref, typeWord, type StatementsAddress } from "./address";
import { Archives } from "./archives";
import { FilterBar } from "./filter-bar";
import { archiveHref, archivesQuery, statementsQuery } from "./queries";

const ArchiveDialog = dynamic(() => import("./archive-dialog").then(({ ArchiveDialog }) => ArchiveDialog), { ssr: false });

type Page = ViewOf<typeof statementsList>;
type Statement = Page["items"][number];

/** Statements by month, tax forms under a heading of their own. */
export function StatementList({ filters, query }: StatementsAddress) {
  const statements = useQuery(statementsQuery(query));
  return (
    <>
      <PageHeader
        title="Statements"
        meta="PDF files as Jiko made them, fetched from Jiko at the moment of the download."
        action={<DownloadSeveral filters={filters} />}
      />
      <Archives />
      <FilterBar filters={filters} />
      <Results filters={filters} statements={statements} />
    </>
  );
}

/** The browser fetches the ZIP on its own, so that it goes on when this page is left; how far it is stands on the page. */
function DownloadSeveral({ filters }: Pick<StatementsAddress, "filters">) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        Download several
      </Button>
      {open ? (
        <ArchiveDialog
          filters={filters}
          onClose={() => setOpen(false)}
          onPlanned={(planned) => {
            setOpen(false);
            client.setQueryData(archivesQuery().queryKey, (before) => [planned, ...(before ?? [])]);
            const link = document.createElement("a");
            link.href = archiveHref(planned.id);
            link.download = planned.fileName;
            link.click();
          }}
        />
      ) : null}
    </>
  );
}

/** One pocket in one period, with its files. */
interface Row {
  pocketId: string;
  files: Statement[];
}

const rowsOf = (items: readonly Statement[], pocketName: (id: string) => string): Row[] =>
  [...new Set(items.map(({ account_id }) => account_id))]
    .map((pocketId) => ({ pocketId, files: items.filter(({ account_id }) => account_id === pocketId).sort((a, b) => a.type.localeCompare(b.type)) }))
    .sort((a, b) => pocketName(a.pocketId).localeCompare(pocketName(b.pocketId), "en-US"));

function Results({ filters, statements }: { filters: StatementsAddress["filters"]; statements: QueryLike<Page> }) {
  const pocketName = usePocketNames();
  const columns = useMemo(
    () =>
      columnsOf<Row>([
        { id: "pocket", header: "Pocket", rowHeader: true, bare: true, cell: ({ pocketId }) => pocketName(pocketId) },
        { id: "made", header: "Made", cell: ({ files }) => <DateText at={files.map(({ time_created }) => time_created).sort().at(-1)!} form="day" /> },
        {
          id: "files",
          header: "PDF",
          align: "right",
          cell: ({ files }) => (
            <span className="inline-flex flex-wrap justify-end gap-x-4">
              {files.map((one) => (
                <DownloadLink key={one.id} href={downloadHref(one)} what={nameOf(one, pocketName)}>
                  {typeWord(one.type)}
                </DownloadLink>
              ))}
            </span>
          ),
        },
      ]),
    [pocketName],
  );
  const group = (title: string, items: readonly Statement[]) => (
    <Panel key={title} flush title={title}>
      <DataTable caption={`Statements of ${title}`} columns={columns} rows={rowsOf(items, pocketName)} rowKey={({ pocketId }) => pocketId} />
    </Panel>
  );
  return (
    <QueryView query={statements} what="the statements" loading={<StatementsLoading />}>
      {({ items, next_page, prev_page }) => {
        if (items.length === 0) return <NoStatements filtered={filterNames.some((name) => filters[name])} />;
        const { months, years } = groupsOf(items);
        return (
          <div className="flex flex-col gap-4">
            {months.map(([month, some]) => group(writeMonth(month), some))}
            {years.length > 0 ? (
              <section aria-labelledby="tax-forms" className="flex flex-col gap-4">
                <h2 id="tax-forms" className="mt-2 text-lead">Tax forms</h2>
                {years.map(([year, some]) => group(`Tax year ${year}`, some))}
              </section>
            ) : null}
            {next_page ? <p className="text-small text-ink-muted">The last month may go on on the next page.</p> : null}
            <Pagination
              label="Pages of statements"
              newer={prev_page && statementsHref(filters, prev_page)}
              older={next_page && statementsHref(filters, next_page)}
            />
          </div>
        );
      }}
    </QueryView>
  );
}

const nameOf = ({ type, key, account_id }: Statement, pocketName: (id: string) => string) =>
  isTaxForm(type)
    ? `form ${typeWord(type)} of ${key.slice(0, 4)} for ${pocketName(account_id)}`
    : `${typeWord(type).toLowerCase()} statement of ${writeMonth(key)} for ${pocketName(account_id)}`;

function NoStatements({ filtered }: { filtered: boolean }) {
  return (
    <div className="panel">
      {filtered ? (
        <Empty title="No statement fits these filters.">Choose another year or month, or clear the filters.</Empty>
      ) : (
        <Empty title="There are no statements yet.">The first ones appear here in the month after the first movement.</Empty>
      )}
    </div>
  );
}

function StatementsLoading() {
  return (
    <Loading what="the statements" className="flex flex-col gap-4">
      {[1, 2].map((i) => (
        <div key={i} className="panel">
          <div className="border-b border-line px-4 py-2.5">
            <Skeleton width="12ch" />
          </div>
          {Array.from({ length: 8 }, (_, row) => (
            <div key={row} className="flex h-9 items-center justify-between border-b border-line px-4 last:border-0">
              <Skeleton width="14ch" />
              <Skeleton width="8ch" />
            </div>
          ))}
        </div>
      ))}
    </Loading>
  );
}
