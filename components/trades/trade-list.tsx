"use client";

import { dayOf } from "@/components/table/list/cells";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { activityWord } from "@/components/table/trade-columns";
import { MonoId } from "@/components/ui/mono-id";
import { writePercent } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import type { ListRow } from "@/lib/lists/types";

const overrides = {
  traded: dayOf("traded"),
  activity: { cell: ({ cells }: ListRow) => activityWord(String(cells.activity)) },
  cusip: { cell: ({ cells }: ListRow) => <MonoId value={String(cells.cusip)} />, width: 6 },
  yield: { cell: ({ cells }: ListRow) => (cells.yield === null ? "–" : writePercent(String(cells.yield))) },
};

/** Purchases, sales and maturities of all pockets. */
export function TradeList({ place }: { place: ListPlace }) {
  return (
    <>
      <PageHeader title="Trades" meta="Purchases, sales and maturities of T-bills." />
      <ListTable
        place={place}
        overrides={overrides}
        empty={{ title: "No trades yet.", text: "Purchases, sales and maturities of T-bills appear here." }}
      />
    </>
  );
}
