import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PayeeList } from "@/components/payees/payee-list";
import { counterparties } from "@/lib/lists/definitions/counterparties";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Payees" };

export default async function PayeesPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: counterparties, searchParams });
  return (
    <HydrationBoundary state={state}>
      <PayeeList place={place} />
    </HydrationBoundary>
  );
}
