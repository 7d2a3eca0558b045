import type { DeliveryRecord } from "@/sandbox/company/types";
import { page } from "../paging";
import type { Group } from "../types";

function byEvent(deliveries: readonly DeliveryRecord[]): Map<string, DeliveryRecord[]> {
  const found = new Map<string, DeliveryRecord[]>();
  for (const one of deliveries) found.set(one.event_id, [...(found.get(one.event_id) ?? []), one]);
  return found;
}

export const events: Group<"events.list"> = {
  "events.list": ({ books, query }) => {
    const { events: all, deliveries } = books.state.company;
    const wanted = deliveries.filter((one) => !query.subscription_id || one.subscription_id === query.subscription_id);
    const attempts = byEvent(wanted);
    const after = query.after ? Date.parse(query.after) : -Infinity;
    const rows = all
      .filter((one) => Date.parse(one.timestamp) >= after && (!query.subscription_id || attempts.has(one.event_id)))
      // Newest first (assumed), and those of one moment in the opposite of the order in which they happened.
      .map((event, index) => ({ event, index, at: Date.parse(event.timestamp) }))
      .sort((a, b) => b.at - a.at || b.index - a.index);
    const found = page(rows, query, ({ event }) => event.event_id);
    return {
      ...found,
      items: found.items.map(({ event }) => ({
        event,
        delivery_attempts: (attempts.get(event.event_id) ?? []).map(({ event_id: _, ...attempt }) => attempt),
        object_type: "Event",
      })),
    };
  },
};
