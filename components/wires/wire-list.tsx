"use client";

import { dayOf } from "@/components/table/list/cells";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import type { ListRow } from "@/lib/lists/types";
import { cents } from "@/lib/treasury/money";
import { signOf } from "./words";

const overrides = {
  created: dayOf("created"),
  amount: {
    cell: ({ cells: { amount, direction, status } }: ListRow) => (
      <Money
        cents={amount === null ? null : cents(Math.abs(Number(amount)))}
        direction={signOf({ direction: String(direction), status: String(status) })}
      />
    ),
  },
};

/** Wires in and out. */
export function WireList({ place }: { place: ListPlace }) {
  return (
    <>
      <PageHeader title="Wires" />
      <ListTable
        place={place}
        overrides={overrides}
        empty={{ title: "There are no wires yet.", text: "What comes in or goes out by wire appears here." }}
      />
    </>
  );
}
