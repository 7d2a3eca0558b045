"use client";

import { useState } from "react";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { faceValue } from "@/lib/treasury/t-bill";
import type { Position } from "./figures";

const shown = 7;

const columns = columnsOf<Position>([
  { id: "day", header: "Matures", cell: (one) => <DateText at={one.maturity_date} form="table" /> },
  { id: "pocket", header: "Pocket", rowHeader: true, bare: true, cell: (one) => one.pocket },
  { id: "cusip", header: "CUSIP", cell: (one) => <span className="font-mono whitespace-nowrap">{one.cusip}</span> },
  { id: "then", header: "Then", cell: ({ reinvests }) => (reinvests ? "Reinvested" : "Paid out") },
  {
    id: "face", header: "Pays", align: "right",
    cell: ({ quantity }) => (
      <Money cents={quantity === null ? null : faceValue(quantity)} why="What this kind of security pays is not known." />
    ),
  },
]);

/** What matures next, in which pocket, and what happens with it. */
export function NextMaturities({ positions }: { positions: readonly Position[] | undefined }) {
  const [all, setAll] = useState(false);
  const dated = positions?.filter(({ maturity_date }) => maturity_date !== null);
  const rows = dated?.sort((a, b) => (a.maturity_date! < b.maturity_date! ? -1 : 1));
  return (
    <Panel flush level={3} title="Next maturities">
      <DataTable
        compact
        narrow="scroll"
        caption="Next maturities"
        columns={columns}
        rows={all ? rows : rows?.slice(0, shown)}
        rowKey={(one) => `${one.pocketId} ${one.cusip} ${one.value}`}
        href={(one) => `/pockets/${one.pocketId}`}
        expected={shown}
        empty={<p className="px-4 py-6 text-ink-muted">No bills are held.</p>}
      />
      {rows && rows.length > shown ? (
        <div className="border-t border-line px-4 py-2">
          <Button tone="plain" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${rows.length}`}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
