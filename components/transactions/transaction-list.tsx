"use client";

import { dayOf } from "@/components/table/list/cells";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import type { ListRow } from "@/lib/lists/types";
import { cents } from "@/lib/treasury/money";
import { idLines } from "./about";

const overrides = {
  booked: dayOf("booked"),
  amount: {
    cell: ({ cells: { amount, direction } }: ListRow) => (
      <Money cents={amount === null ? null : cents(Math.abs(Number(amount)))} direction={String(direction)} />
    ),
  },
};

/** Bank movements of all pockets. */
export function TransactionList({ place }: { place: ListPlace }) {
  return (
    <>
      <PageHeader title="Transactions" />
      <ListTable
        place={place}
        overrides={overrides}
        idLines={idLines}
        empty={{ title: "No transactions yet.", text: "What is paid in or out appears here." }}
      />
    </>
  );
}
