import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ReceivedList } from "@/components/webhooks/received-list";
import { events } from "@/lib/lists/definitions/events";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Received events" };

export default async function ReceivedPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({ list: events, searchParams });
  return (
    <HydrationBoundary state={state}>
      <ReceivedList place={place} />
    </HydrationBoundary>
  );
}
