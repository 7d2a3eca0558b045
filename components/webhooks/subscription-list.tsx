"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { useMay } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { QueryView } from "@/components/ui/query-view";
import { eventWord } from "@/lib/forms/webhook";
import type { Subscription } from "@/lib/jiko/subscriptions";
import { WebhooksHeader } from "./places";
import { endpointsQuery, subscriptionsQuery } from "./queries";
import { SubscriptionStatus } from "./subscription-status";
import { mayNot, nameOf } from "./words";

/** The webhook subscriptions of the company, and what arrived of those that come here. */
export function SubscriptionList() {
  const may = useMay("webhooks.manage");
  const subscriptions = useQuery(subscriptionsQuery());
  const endpoints = useQuery(endpointsQuery()).data;
  const columns = useMemo(() => {
    const here = (one: Subscription) => endpoints?.find(({ url }) => url === one.url);
    return columnsOf<Subscription>([
      { id: "name", header: "Webhook", rowHeader: true, bare: true, cell: (one) => nameOf(one) },
      { id: "receiver", header: "Receiver", cell: (one) => (here(one) ? "This desk" : <span className="wrap-anywhere">{hostOf(one.url)}</span>) },
      {
        id: "events",
        header: "Events",
        from: "md",
        cell: ({ events }) => <span title={events.map(eventWord).join(", ")}>{events.length === 1 ? eventWord(events[0]!) : `${events.length} types`}</span>,
      },
      { id: "status", header: "Status", cell: ({ status }) => <SubscriptionStatus value={status} /> },
      { id: "taken", header: "Received", align: "right", cell: (one) => here(one)?.accepted ?? "–" },
      {
        id: "refused",
        header: "Refused",
        align: "right",
        cell: (one) => {
          const found = here(one);
          return found ? found.badSignature + found.badCustomer + found.badBody : "–";
        },
      },
    ]);
  }, [endpoints]);
  const table = (rows?: readonly Subscription[]) => (
    <div className="panel">
      <DataTable
        caption="Webhook subscriptions"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        href={({ id }) => `/webhooks/${id}`}
        expected={3}
        empty={
          <Empty title="There are no webhooks yet.">
            With one, Jiko tells this desk of wires, transfers and matured bills at the moment they happen. Without, the desk looks by itself.
          </Empty>
        }
      />
    </div>
  );
  return (
    <>
      <WebhooksHeader
        here="/webhooks"
        meta="Jiko calls the address of a webhook when something happens, and signs what it sends."
        action={
          <ButtonLink tone="primary" href="/webhooks/new" barred={may ? null : mayNot}>
            New webhook
          </ButtonLink>
        }
      />
      <QueryView query={subscriptions} what="the webhooks" loading={table()}>
        {({ items }) => table(items)}
      </QueryView>
    </>
  );
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url);
