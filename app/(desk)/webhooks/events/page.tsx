import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readEventsAddress } from "@/components/webhooks/address";
import { EventLog } from "@/components/webhooks/event-log";
import { subscriptionsInput } from "@/components/webhooks/queries";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { env } from "@/lib/env";
import { eventsList } from "@/lib/jiko/events";
import { pocketsList } from "@/lib/jiko/pockets";
import { subscriptionsList } from "@/lib/jiko/subscriptions";

export const metadata: Metadata = { title: "Event log" };

export default async function EventsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readEventsAddress(await searchParams, env().COMPANY_TIME_ZONE);
  const state = await prefetchReads(session, [
    [eventsList, { query: address.query }],
    [subscriptionsList, { query: subscriptionsInput }],
    [pocketsList, { query: pocketsInput }],
  ]);
  return (
    <PageState state={state}>
      <EventLog {...address} />
    </PageState>
  );
}
