import { z } from "zod";
import { operation } from "./operation";
import { cursorList, dateTime, id, nullable, paging } from "./schemas";

/**
 * Types of events that Jiko publishes (documented, but for the last: that maturities are announced is documented, the name
 * is assumed). A type that is not among them is stored and shown as it came.
 */
export const eventTypes = [
  "transfers.wire.out.processing",
  "transfers.wire.out.success",
  "transfers.wire.out.rejected",
  "transfers.wire.in.success",
  "transfers.wire.in.rejected",
  "transfers.on-us.processing",
  "transfers.on-us.success",
  "transfers.on-us.rejected",
  "transfers.on-us.received",
  "trades.tbill.matured",
] as const;

/**
 * The envelope of an event, the same in the log and in a webhook delivery (documented). `event_id` is the same over
 * redeliveries (assumed). The names within the payload differ by type, and some are assumed.
 */
export const event = z.object({
  event_id: id,
  event_type: z.string().min(1).max(200),
  timestamp: dateTime,
  customer_id: id,
  payload: z.record(z.string(), z.unknown()),
});
export type JikoEvent = z.output<typeof event>;

/** Header of a delivery: base64 of HMAC-SHA256 over the raw body, keyed with the shared secret as UTF-8 (related). */
export const signatureHeader = "x-jiko-signature";

const deliveryAttempt = z.object({
  delivery_attempt_id: id,
  subscription_id: id,
  success: z.boolean(),
  /** 0 where no answer came (assumed). */
  response_code: z.int(),
  response_message: nullable(z.string()),
  called_at: dateTime,
});
export type DeliveryAttempt = z.output<typeof deliveryAttempt>;

const eventRecord = z.object({ event, delivery_attempts: z.array(deliveryAttempt) });

const reference = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Z]{9})$/i;

/** What an event is about: the ids and CUSIPs of its payload. What else an event may carry stays with us. */
export const referencesOf = ({ payload }: Pick<JikoEvent, "payload">): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload).filter(
      (one): one is [string, string] => /(_id|^cusip)$/.test(one[0]) && typeof one[1] === "string" && reference.test(one[1]),
    ),
  );

export const eventsList = operation({
  id: "events.list",
  operationId: "get_events_api_v1_events__get",
  method: "GET",
  path: "/api/v1/events/",
  query: z.strictObject({ ...paging, subscription_id: id.optional(), after: dateTime.optional() }),
  answer: cursorList(eventRecord),
  success: 200,
  scope: "subscriptions.read",
  group: "unlisted",
  provenance: { operation: "documented", body: null, answer: "documented" },
  view: ({ items, next_page, prev_page }) => ({
    items: items.map(({ event: { event_id, event_type, timestamp, payload }, delivery_attempts }) => ({
      id: event_id,
      type: event_type,
      timestamp,
      about: referencesOf({ payload }),
      attempts: delivery_attempts,
    })),
    next_page,
    prev_page,
  }),
});
