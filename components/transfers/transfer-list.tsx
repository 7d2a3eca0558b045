"use client";

import { request } from "@/components/api/request";
import { dayOf } from "@/components/table/list/cells";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { BeginTransfer } from "@/components/ui/begin-transfer";
import { ButtonLink } from "@/components/ui/button";
import { useMay } from "@/components/ui/desk";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { valuesOf } from "@/lib/approvals/refile";
import type { ApprovalView } from "@/lib/approvals/types";
import type { ListRow } from "@/lib/lists/types";
import { cents } from "@/lib/treasury/money";

const overrides = {
  filed: dayOf("filed"),
  status: { width: 10 },
  // They all leave their pocket: a sign would only repeat it.
  amount: { cell: ({ cells: { amount } }: ListRow) => (amount === null ? "Everything" : <Money cents={cents(Math.abs(Number(amount)))} />) },
};

/** A request that is like another one: the form is filled as that one was when it is asked for. */
const fileAgain = ([one, ...more]: readonly ListRow[]) =>
  one && more.length === 0 ? (
    <BeginTransfer
      key={one.id}
      label="File again"
      values={async () => {
        const { snapshot } = await request<ApprovalView>(`/api/approvals/${one.id}`);
        return valuesOf(snapshot.subject);
      }}
    />
  ) : null;

/** Transfer requests, whatever became of them. */
export function TransferList({ place }: { place: ListPlace }) {
  const mayFile = useMay("transfers.file");
  return (
    <>
      <PageHeader
        title="Transfers"
        meta="Every request that was filed, whatever became of it. What waits for a sign-off stands under Approvals."
        action={
          mayFile ? (
            <ButtonLink href="/transfers/new" tone="primary">
              New transfer
            </ButtonLink>
          ) : null
        }
      />
      <ListTable place={place} overrides={overrides} act={fileAgain} empty={{ title: "No transfers yet.", text: "Requests that were filed appear here." }} />
    </>
  );
}
