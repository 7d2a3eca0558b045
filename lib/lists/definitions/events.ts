import { eventGroups } from "@/lib/forms/webhook";
import type { ListDefinition } from "../types";

const words: Readonly<Record<string, string>> = Object.fromEntries(eventGroups.flatMap(({ events }) => events.map(([type, word]) => [type, word])));

/** What Jiko delivered to this desk: each event once, however often it came. */
export const events: ListDefinition = {
  name: "events",
  title: "Events",
  nouns: ["event", "events"],
  sort: { column: "received", descending: true },
  columns: [
    { id: "event", header: "Event", kind: "choice", choices: words, shown: true, sortable: true, filterable: true, rowHeader: true },
    { id: "received", header: "Received", kind: "instant", shown: true, sortable: true, filterable: true },
    { id: "happened", header: "Happened", kind: "instant", shown: true, sortable: true, filterable: true },
    { id: "about", header: "About", kind: "text", shown: true, sortable: false, filterable: true },
    { id: "deliveries", header: "Deliveries", kind: "number", shown: true, sortable: true, filterable: true },
    { id: "id", header: "ID", kind: "id", shown: false, sortable: false, filterable: true },
  ],
};
