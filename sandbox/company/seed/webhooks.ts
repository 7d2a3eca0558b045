import { iso } from "../clock";
import { idFrom } from "../wire";
import type { CompanyState } from "../types";

const policy = {
  retry_on_status_codes: [429, 500, 502, 503, 504],
  maximum_attempts: 3,
  initial_interval_seconds: 30,
  backoff_coefficient: 2,
  maximum_interval_seconds: 300,
};
const day = 86_400_000;

/**
 * A subscription of the past, switched off, with what became of its deliveries: every fifth was answered with 503 at first.
 * Its ids are made from names, so that they take no number from the books.
 */
export function webhooks(state: CompanyState): void {
  const anchor = Date.parse(state.anchor);
  const offAt = anchor - 3 * day;
  const id = idFrom("subscription of the wire archive");
  const events = ["transfers.wire.out.success", "transfers.wire.out.rejected", "transfers.wire.in.success"];
  state.subscriptions.push({
    id,
    description: "Wire archive (retired)",
    events,
    url: "https://archive.example.com/hooks/jiko",
    retry_policy: policy,
    status: "disabled",
    time_created: iso(new Date(anchor - 200 * day)),
    updated_at: iso(new Date(offAt)),
    object_type: "Subscription",
    shared_secret: "example-shared-secret-0001",
  });
  const wanted = state.events.filter((one) => events.includes(one.event_type) && Date.parse(one.timestamp) < offAt);
  wanted.forEach((one, index) => {
    const attempt = (number: number, code: number) =>
      state.deliveries.push({
        event_id: one.event_id,
        delivery_attempt_id: idFrom(`delivery ${number} of ${one.event_id}`),
        subscription_id: id,
        success: code < 300,
        response_code: code,
        response_message: code < 300 ? null : "Service Unavailable",
        called_at: iso(new Date(Date.parse(one.timestamp) + 600 + (number - 1) * 30_000)),
      });
    if (index % 5 === 4) attempt(1, 503);
    attempt(index % 5 === 4 ? 2 : 1, 204);
  });
}
