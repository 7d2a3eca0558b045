import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { PayeeList } from "@/components/payees/payee-list";
import { counterparties } from "@/lib/lists/definitions/counterparties";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Payees" };

export default async function PayeesPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: counterparties, searchParams });
  return (
    <PageState state={state}>
      <PayeeList place={place} />
    </PageState>
  );
}
