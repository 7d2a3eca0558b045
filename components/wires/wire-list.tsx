"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { SelectField } from "@/components/ui/field";
import { Money } from "@/components/ui/money";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import { useFilters } from "@/components/ui/use-filters";
import type { Wire } from "@/lib/jiko/wires";
import { filterNames, wiresHref, type WiresAddress } from "./address";
import { wiresQuery } from "./queries";
import { directionWord, otherSide, signOf } from "./words";

/** Wires in and out, newest first. */
export function WireList({ filters: addressed, query }: WiresAddress) {
  const { filters, choose, busy } = useFilters(addressed, wiresHref);
  const pockets = useQuery(pocketsQuery()).data?.items;
  const wires = useQuery(wiresQuery(query));
  const pocketName = usePocketNames();
  const filtered = filterNames.some((name) => addressed[name]);
  const columns = useMemo(
    () =>
      columnsOf<Wire>([
        { id: "created", header: "Begun", cell: ({ created_at }) => <DateText at={created_at} form="day" /> },
        { id: "side", header: "From / to", rowHeader: true, bare: true, cell: otherSide },
        { id: "pocket", header: "Pocket", from: "md", cell: ({ pocket_id }) => pocketName(pocket_id) },
        {
          id: "reference",
          header: "Reference number",
          from: "lg",
          cell: ({ reference_number: number }) => (number ? <MonoId value={number} /> : "–"),
        },
        { id: "status", header: "Status", cell: ({ status }) => <Status of="wire" value={status} /> },
        { id: "direction", header: "In / out", cell: ({ direction }) => directionWord(direction) },
        {
          id: "amount",
          header: "Amount",
          align: "right",
          cell: (one) => <Money cents={one.amount} direction={signOf(one)} />,
        },
      ]),
    [pocketName],
  );
  const table = (rows: readonly Wire[] | undefined) => (
    <div className="panel">
      <DataTable
        caption="Wires, newest first"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        href={({ id }) => `/wires/${id}`}
        expected={20}
        empty={
          filtered ? (
            <Empty title="No wire fits these filters.">Choose another pocket or direction, or clear the filters.</Empty>
          ) : (
            <Empty title="There are no wires yet.">What comes in or goes out by wire appears here.</Empty>
          )
        }
      />
    </div>
  );
  return (
    <>
      <PageHeader title="Wires" />
      <div role="search" aria-label="Filter the wires" aria-busy={busy || undefined} className="panel mb-4 grid grid-cols-2 items-end gap-3 px-4 py-3 md:grid-cols-4">
        <SelectField label="Pocket" value={filters.pocket} onChange={choose("pocket")}>
          <option value="">All pockets</option>
          {pockets?.map(({ id, pocket_name }) => (
            <option key={id} value={id}>{pocket_name}</option>
          ))}
        </SelectField>
        <SelectField label="In or out" value={filters.direction} onChange={choose("direction")}>
          <option value="">Both</option>
          <option value="INCOMING">In</option>
          <option value="OUTGOING">Out</option>
        </SelectField>
        {filtered ? <Link href="/wires" className="link touch inline-flex items-center">Clear the filters</Link> : null}
      </div>
      <QueryView query={wires} what="the wires" loading={table(undefined)}>
        {({ items, next_page, prev_page }) => (
          <>
            {table(items)}
            <Pagination label="Pages of wires" newer={prev_page && wiresHref(addressed, prev_page)} older={next_page && wiresHref(addressed, next_page)} />
          </>
        )}
      </QueryView>
    </>
  );
}
