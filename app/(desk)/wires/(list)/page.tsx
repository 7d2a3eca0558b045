import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { WireList } from "@/components/wires/wire-list";
import { wires } from "@/lib/lists/definitions/wires";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Wires" };

export default async function WiresPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: wires, searchParams });
  return (
    <PageState state={state}>
      <WireList place={place} />
    </PageState>
  );
}
