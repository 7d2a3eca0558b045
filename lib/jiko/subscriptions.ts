import { z } from "zod";
import { operation } from "./operation";
import { cursorList, dateTime, id, nullable, openEnum, paging } from "./schemas";

/** When a delivery is tried again. `maximum_attempts` counts the first try too; a timeout counts as an error (assumed). */
export const retryPolicy = z.object({
  retry_on_status_codes: z.array(z.int()),
  maximum_attempts: z.int().min(1),
  initial_interval_seconds: z.number(),
  backoff_coefficient: z.number(),
  maximum_interval_seconds: z.number(),
});
export type RetryPolicy = z.output<typeof retryPolicy>;

export const subscriptionStatuses = ["enabled", "disabled"] as const;

const subscription = z.object({
  id,
  description: z.string().default(""),
  events: z.array(z.string()),
  url: z.string(),
  /** Null: one try only (assumed). */
  retry_policy: nullable(retryPolicy),
  status: openEnum(subscriptionStatuses),
  time_created: dateTime,
  updated_at: dateTime,
});
export type Subscription = z.output<typeof subscription>;

const address = z.url().max(2083);
const sharedSecret = z.string().min(16);

const createSubscription = z.strictObject({
  description: z.string().default(""),
  events: z.array(z.string()).min(1),
  url: address,
  retry_policy: retryPolicy.nullish(),
  /** Key of the signatures. It cannot be read back. */
  shared_secret: sharedSecret,
});

/** What is absent or null stays as it is (assumed). */
const updateSubscription = z.strictObject({
  description: z.string().nullish(),
  events: z.array(z.string()).min(1).nullish(),
  url: address.nullish(),
  retry_policy: retryPolicy.nullish(),
  shared_secret: sharedSecret.nullish(),
  status: z.enum(subscriptionStatuses).nullish(),
});

const common = { scope: "subscriptions.write", group: "subscriptions" } as const;
const one = "/api/v1/subscriptions/{subscription_id}/";

export const subscriptionsList = operation({
  ...common,
  id: "subscriptions.list",
  operationId: "get_subscriptions_api_v1_subscriptions__get",
  method: "GET",
  path: "/api/v1/subscriptions/",
  query: z.strictObject(paging),
  answer: cursorList(subscription),
  success: 200,
  scope: "subscriptions.read",
  provenance: { operation: "documented", body: null, answer: "documented" },
});

/** No success answer is published for it: any 2xx counts, with or without the object; then the list has its id. */
export const subscriptionsCreate = operation({
  ...common,
  id: "subscriptions.create",
  operationId: "create_subscription_api_v1_subscriptions__post",
  method: "POST",
  path: "/api/v1/subscriptions/",
  body: createSubscription,
  answer: nullable(subscription),
  mayBeEmpty: true,
  success: 201,
  provenance: { operation: "documented", body: "documented", answer: "related" },
});

export const subscriptionsGet = operation({
  ...common,
  id: "subscriptions.get",
  operationId: "get_subscription_api_v1_subscriptions__subscription_id___get",
  method: "GET",
  path: one,
  answer: subscription,
  success: 200,
  scope: "subscriptions.read",
  provenance: { operation: "related", body: null, answer: "related" },
});

export const subscriptionsUpdate = operation({
  ...common,
  id: "subscriptions.update",
  operationId: "update_subscription_api_v1_subscriptions__subscription_id___patch",
  method: "PATCH",
  path: one,
  body: updateSubscription,
  answer: nullable(subscription),
  mayBeEmpty: true,
  success: 202,
  provenance: { operation: "documented", body: "documented", answer: "documented" },
});

export const subscriptionsDelete = operation({
  ...common,
  id: "subscriptions.delete",
  operationId: "delete_subscription_api_v1_subscriptions__subscription_id___delete",
  method: "DELETE",
  path: one,
  answer: z.undefined(),
  success: 204,
  provenance: { operation: "related", body: null, answer: "related" },
});
