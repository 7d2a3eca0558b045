import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { pocketsInput } from "@/components/api/reads";
import { readReceivedCursor } from "@/components/webhooks/address";
import { ReceivedList } from "@/components/webhooks/received-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";

export const metadata: Metadata = { title: "Received events" };

export default async function ReceivedPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const cursor = readReceivedCursor(await searchParams);
  const state = await prefetchReads(session, [[pocketsList, { query: pocketsInput }]]);
  return (
    <HydrationBoundary state={state}>
      <ReceivedList cursor={cursor} />
    </HydrationBoundary>
  );
}
