import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { TransferList } from "@/components/transfers/transfer-list";
import { transfers } from "@/lib/lists/definitions/transfers";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Transfers" };

export default async function TransfersPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: transfers, searchParams });
  return (
    <PageState state={state}>
      <TransferList place={place} />
    </PageState>
  );
}
