import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { ReceivedList } from "@/components/webhooks/received-list";
import { events } from "@/lib/lists/definitions/events";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Received events" };

export default async function ReceivedPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: events, searchParams });
  return (
    <PageState state={state}>
      <ReceivedList place={place} />
    </PageState>
  );
}
