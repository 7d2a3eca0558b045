"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { columnsOf } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { SelectField, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { useFilters } from "@/components/ui/use-filters";
import { eventWord } from "@/lib/forms/webhook";
import type { eventsList } from "@/lib/jiko/events";
import type { ViewOf } from "@/lib/jiko/operation";
import type { Subscription } from "@/lib/jiko/subscriptions";
import { About } from "./about";
import { eventsHref, filterNames, type EventsAddress } from "./address";
import { Attempts } from "./attempts";
import { WebhooksHeader } from "./places";
import { eventsQuery, subscriptionsQuery } from "./queries";
import { nameOf } from "./words";

type Row = ViewOf<typeof eventsList>["items"][number];

/** Jiko's own log: what happened, and how its deliveries went. */
export function EventLog({ filters, query }: EventsAddress) {
  const events = useQuery(eventsQuery(query));
  const subscriptions = useQuery(subscriptionsQuery()).data?.items;
  const pocketName = usePocketNames();
  const columns = useMemo(() => {
    const subscriptionName = (id: string) => {
      const found = subscriptions?.find((one) => one.id === id);
      return found ? nameOf(found) : "A webhook that is gone";
    };
    return columnsOf<Row>([
      { id: "event", header: "Event", rowHeader: true, bare: true, cell: ({ type }) => eventWord(type) },
      { id: "when", header: "Happened", cell: ({ timestamp }) => <DateText at={timestamp} form="table" /> },
      { id: "about", header: "About", cell: ({ type, about }) => <About type={type} about={about} pocketName={pocketName} /> },
      { id: "deliveries", header: "Deliveries", cell: ({ attempts }) => <Attempts attempts={attempts} nameOf={subscriptionName} /> },
    ]);
  }, [subscriptions, pocketName]);
  const filtered = filterNames.some((name) => filters[name]);
  const table = (rows?: readonly Row[]) => (
    <div className="panel">
      <DataTable
        caption="Events, newest first"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        expected={15}
        empty={
          filtered ? (
            <Empty title="No event fits these filters.">Choose an earlier day or another webhook, or clear the filters.</Empty>
          ) : (
            <Empty title="Jiko has no events yet.">Wires, transfers and matured bills appear here.</Empty>
          )
        }
      />
    </div>
  );
  return (
    <>
      <WebhooksHeader here="/webhooks/events" meta="What happened at Jiko, with every attempt to deliver it." />
      <Filters filters={filters} subscriptions={subscriptions} />
      <QueryView query={events} what="the events" loading={table()}>
        {({ items, next_page, prev_page }) => (
          <>
            {table(items)}
            <Pagination label="Pages of events" newer={prev_page && eventsHref(filters, prev_page)} older={next_page && eventsHref(filters, next_page)} />
          </>
        )}
      </QueryView>
    </>
  );
}

interface FiltersProps {
  filters: EventsAddress["filters"];
  subscriptions: readonly Subscription[] | undefined;
}

function Filters({ filters: addressed, subscriptions }: FiltersProps) {
  const { filters, choose, busy } = useFilters(addressed, (chosen) => eventsHref(chosen));
  const { today } = useDesk();
  return (
    <div role="search" aria-label="Filter the events" aria-busy={busy || undefined} className="panel mb-4 grid items-end gap-3 px-4 py-3 sm:grid-cols-3">
      <SelectField label="Webhook" value={filters.subscription} onChange={choose("subscription")}>
        <option value="">All events</option>
        {subscriptions?.map((one) => (
          <option key={one.id} value={one.id}>
            {nameOf(one)}
          </option>
        ))}
      </SelectField>
      <TextField label="From day" type="date" value={filters.after} max={today} onChange={choose("after")} />
      {filterNames.some((name) => filters[name]) ? (
        <Link href="/webhooks/events" className="link touch inline-flex items-center">
          Clear the filters
        </Link>
      ) : null}
    </div>
  );
}
