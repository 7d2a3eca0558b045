"use client";

import { dayOf } from "@/components/table/list/cells";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import { ButtonLink } from "@/components/ui/button";
import { useBarred } from "@/components/ui/desk";
import { AccountNumber } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import type { ListRow } from "@/lib/lists/types";
import { NewTransfer } from "./new-transfer";

const overrides = {
  added: dayOf("added"),
  type: { width: 12 },
  status: { width: 8.5 },
  account: { cell: ({ cells: { account } }: ListRow) => (account ? <AccountNumber value={String(account)} masked /> : "–") },
};

const payAgain = ([one, ...more]: readonly ListRow[]) =>
  one && more.length === 0 ? (
    <NewTransfer key={one.id} payee={{ id: one.id, type: String(one.cells.type), status: String(one.cells.status) }} />
  ) : null;

/** Everyone who can be paid or could be. */
export function PayeeList({ place }: { place: ListPlace }) {
  const mayNotManage = useBarred("payees.manage");
  return (
    <>
      <PageHeader
        title="Payees"
        meta="Accounts outside your own pockets, as Jiko knows them. The whole account stands on the payee’s own page."
        action={
          <ButtonLink href="/counterparties/new" tone="primary" barred={mayNotManage}>
            Add a payee
          </ButtonLink>
        }
      />
      <ListTable
        place={place}
        overrides={overrides}
        act={payAgain}
        empty={{ title: "There are no payees yet.", text: "Add whom this company pays, and Jiko checks the account." }}
      />
    </>
  );
}
