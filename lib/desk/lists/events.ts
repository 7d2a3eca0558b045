import "server-only";
import { eq } from "drizzle-orm";
import { webhookEvent } from "@/lib/db/schema/webhook";
import { events } from "@/lib/lists/definitions/events";
import { beginnings } from "../mirror/words";
import type { DeskList } from "./types";

const { eventId, eventType, receivedAt, happenedAt, deliveries, about, words, customerId } = webhookEvent;

export const eventsList: DeskList<typeof webhookEvent.$inferSelect> = {
  definition: events,
  of: { permission: "webhooks.read" },
  table: webhookEvent,
  id: eventId,
  own: (customer) => eq(customerId, customer),
  fields: { eventId, eventType, receivedAt, happenedAt, deliveries, about },
  columns: {
    event: { value: eventType },
    received: { value: receivedAt },
    happened: { value: happenedAt },
    about: { words: (_, typed) => ({ begin: beginnings(typed, "about") }) },
    deliveries: { value: deliveries },
    id: { value: eventId },
  },
  words,
  search: (_, text) => ({ begin: beginnings(text) }),
  row: (found) => ({
    id: found.eventId,
    href: null,
    cells: {
      event: found.eventType, received: found.receivedAt.toISOString(), happened: found.happenedAt.toISOString(),
      about: Object.values(found.about).join(" ") || null, deliveries: found.deliveries, id: found.eventId,
    },
  }),
};
