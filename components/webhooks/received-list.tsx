"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import type { EndpointView, ReceivedView } from "@/lib/desk/webhooks/endpoints";
import { eventWord } from "@/lib/forms/webhook";
import { About } from "./about";
import { receivedHref } from "./address";
import { Counts } from "./counts";
import { WebhooksHeader } from "./places";
import { endpointsQuery, receivedQuery } from "./queries";

type Row = ReceivedView["items"][number];

/** What Jiko delivered to this desk: each event once, however often it came, and how many deliveries were refused. */
export function ReceivedList({ cursor }: { cursor: string | null }) {
  const received = useQuery(receivedQuery(cursor));
  const endpoints = useQuery(endpointsQuery()).data;
  const pocketName = usePocketNames();
  const columns = useMemo(
    () =>
      columnsOf<Row>([
        { id: "event", header: "Event", rowHeader: true, bare: true, cell: ({ type }) => eventWord(type) },
        { id: "received", header: "Received", cell: ({ receivedAt }) => <DateText at={receivedAt} form="table" /> },
        { id: "happened", header: "Happened", from: "lg", cell: ({ timestamp }) => <DateText at={timestamp} form="table" /> },
        { id: "about", header: "About", cell: ({ type, about }) => <About type={type} about={about} pocketName={pocketName} /> },
        { id: "times", header: "Deliveries", align: "right", cell: ({ deliveries }) => deliveries },
      ]),
    [pocketName],
  );
  const table = (rows?: readonly Row[]) => (
    <div className="panel">
      <DataTable
        caption="Received events, the latest first"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        expected={15}
        empty={<Empty title="Nothing was delivered here yet.">What Jiko sends to a webhook with this desk as its receiver appears here.</Empty>}
      />
    </div>
  );
  return (
    <>
      <WebhooksHeader here="/webhooks/received" meta="Kept for 90 days. The event log has what was delivered elsewhere." />
      {endpoints?.length ? <Counts of={sumOf(endpoints)} /> : null}
      <QueryView query={received} what="what was received" loading={table()}>
        {({ items, next, total }) => (
          <>
            <p className="mb-2 text-ink-muted">{total === 1 ? "1 event" : `${total} events`}, each listed once.</p>
            {table(items)}
            <Pagination label="Pages of received events" newer={cursor ? receivedHref(null) : null} older={next && receivedHref(next)} />
          </>
        )}
      </QueryView>
    </>
  );
}

/** All endpoints together. */
const sumOf = (endpoints: readonly EndpointView[]) => {
  const sum = (name: "accepted" | "repeated" | "badSignature" | "badCustomer" | "badBody") => endpoints.reduce((all, one) => all + one[name], 0);
  const latest = (name: "lastAcceptedAt" | "lastRefusedAt") => endpoints.map((one) => one[name]).filter((at) => at !== null).sort().at(-1) ?? null;
  return {
    ...{ accepted: sum("accepted"), repeated: sum("repeated"), badSignature: sum("badSignature") },
    ...{ badCustomer: sum("badCustomer"), badBody: sum("badBody") },
    ...{ lastAcceptedAt: latest("lastAcceptedAt"), lastRefusedAt: latest("lastRefusedAt") },
  };
};
