"use client";

import { useQuery } from "@tanstack/react-query";
import { ListTable } from "@/components/table/list/list-table";
import type { ListPlace } from "@/components/table/list/use-list-address";
import type { EndpointView } from "@/lib/desk/webhooks/endpoints";
import { Counts } from "./counts";
import { WebhooksHeader } from "./places";
import { endpointsQuery } from "./queries";

const overrides = { event: { width: 13 } };

/** What Jiko delivered to this desk: each event once, however often it came, and how many deliveries were refused. */
export function ReceivedList({ place }: { place: ListPlace }) {
  const endpoints = useQuery(endpointsQuery()).data;
  return (
    <>
      <WebhooksHeader here="/webhooks/received" meta="Kept for 90 days. The event log has what was delivered elsewhere." />
      {endpoints?.length ? <Counts of={sumOf(endpoints)} /> : null}
      <ListTable
        place={place}
        overrides={overrides}
        empty={{ title: "Nothing was delivered here yet.", text: "What Jiko sends to a webhook with this desk as its receiver appears here." }}
      />
    </>
  );
}

/** All endpoints together. */
const sumOf = (endpoints: readonly EndpointView[]) => {
  const sum = (name: "accepted" | "repeated" | "badSignature" | "badCustomer" | "badBody") => endpoints.reduce((all, one) => all + one[name], 0);
  const latest = (name: "lastAcceptedAt" | "lastRefusedAt") => endpoints.map((one) => one[name]).filter((at) => at !== null).sort().at(-1) ?? null;
  return {
    accepted: sum("accepted"), repeated: sum("repeated"), badSignature: sum("badSignature"),
    badCustomer: sum("badCustomer"), badBody: sum("badBody"),
    lastAcceptedAt: latest("lastAcceptedAt"), lastRefusedAt: latest("lastRefusedAt"),
  };
};
