import type { CompanyEvent, CompanyState, SubscriptionRecord } from "@/sandbox/company/types";
import { Random } from "@/sandbox/company/seed/random";
import type { WebhookSender } from "./sender";

export interface Burst {
  count: number;
  /** Shares of the events, 0 to 1: sent twice; sent with a wrong signature alone. No event is both. */
  twice: number;
  badSignature: number;
  shuffle: boolean;
  /** Sent under this customer instead of the company's own. */
  customer?: string;
}

export interface BurstOutcome {
  good: string[];
  bad: string[];
  twice: string[];
  /** How many deliveries were answered with each status; 0: no answer. */
  statuses: Record<string, number>;
}

const atOnce = 20;

/** Happenings of the past to speak of, so that an event leads to something that is there. */
function payloads(company: CompanyState): { type: string; payload: CompanyEvent["payload"] }[] {
  const wires = company.wires.slice(-40).map(({ id, pocket_id, direction }) => ({
    type: direction === "INCOMING" ? "transfers.wire.in.success" : "transfers.wire.out.success",
    payload: { wire_id: id, pocket_id },
  }));
  const matured = company.trades
    .filter(({ activity }) => activity === "MATURITY")
    .slice(-10)
    .map(({ id, pocket_id, cusip }) => ({ type: "trades.tbill.matured", payload: { trade_id: id, pocket_id, cusip } }));
  return [...wires, ...matured];
}

/** Makes new events and sends each to every enabled subscription, whatever types it wants; answers once all have been answered. */
export async function sendBurst(
  { company, emit, sender }: { company: CompanyState; emit: (type: string, payload: CompanyEvent["payload"]) => CompanyEvent; sender: WebhookSender },
  { count, twice, badSignature, shuffle, customer }: Burst,
): Promise<BurstOutcome> {
  const about = payloads(company);
  const events = Array.from({ length: count }, (_, i) => {
    const { type, payload } = about[i % about.length]!;
    const event = emit(type, payload);
    if (customer) event.customer_id = customer;
    return event;
  });
  sender.skip(count);
  const random = new Random(count);
  const bad = events.slice(0, Math.round(count * badSignature));
  const good = events.slice(bad.length);
  const again = good.slice(0, Math.round(count * twice));
  const all = [...good, ...again, ...bad].map((event) => ({ event, key: random.next() }));
  if (shuffle) all.sort((a, b) => a.key - b.key);
  const subscriptions = company.subscriptions.filter(({ status }) => status === "enabled");
  const queue = all.flatMap(({ event }) => subscriptions.map((subscription) => [event, subscription] as [CompanyEvent, SubscriptionRecord]));
  const isBad = new Set(bad);
  const statuses: Record<string, number> = {};
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [event, subscription] = next;
      const { code } = await sender.send(event, subscription, isBad.has(event) ? `not the secret of ${subscription.id}` : undefined);
      statuses[code] = (statuses[code] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const ids = (some: CompanyEvent[]) => some.map(({ event_id }) => event_id);
  return { good: ids(good), bad: ids(bad), twice: ids(again), statuses };
}
