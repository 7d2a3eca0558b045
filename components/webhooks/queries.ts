import { queryOptions } from "@tanstack/react-query";
import { jikoQuery } from "@/components/api/jiko";
import { request } from "@/components/api/request";
import type { EndpointView } from "@/lib/desk/webhooks/endpoints";
import type { eventsList } from "@/lib/jiko/events";
import type { QueryOf } from "@/lib/jiko/operation";
import type { subscriptionsGet, subscriptionsList } from "@/lib/jiko/subscriptions";

export const subscriptionsInput = { limit: 100 } as const;
export const subscriptionsQuery = () => jikoQuery<typeof subscriptionsList>("/v1/subscriptions", subscriptionsInput);
export const subscriptionQuery = (id: string) => jikoQuery<typeof subscriptionsGet>(`/v1/subscriptions/${id}`);
export const eventsQuery = (query: QueryOf<typeof eventsList>) => jikoQuery<typeof eventsList>("/v1/events", query);

/** What arrived at this desk; the first part of the key is the topic that it is read again for. */
export const endpointsQuery = () =>
  queryOptions({
    queryKey: ["webhooks", "endpoints"],
    queryFn: ({ signal }) => request<EndpointView[]>("/api/webhooks/endpoints", { signal }),
  });
