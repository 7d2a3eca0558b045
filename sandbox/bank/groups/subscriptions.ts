import { eventTypes } from "@/lib/jiko/events";
import type { SubscriptionRecord } from "@/sandbox/company/types";
import { invalid, notFound } from "../errors";
import { page } from "../paging";
import { member } from "../roles";
import type { Books, Group } from "../types";

type Ids = "subscriptions.list" | "subscriptions.create" | "subscriptions.get" | "subscriptions.update" | "subscriptions.delete";

function found(books: Books, id: string): SubscriptionRecord {
  const one = books.state.company.subscriptions.find((subscription) => subscription.id === id);
  if (!one) throw notFound("Subscription");
  return one;
}

/** An unknown type gives 422 (assumed). */
function checkTypes(events: readonly string[] | null | undefined): void {
  const at = events?.findIndex((type) => !(eventTypes as readonly string[]).includes(type)) ?? -1;
  if (at >= 0) throw invalid(["body", "events", at], "Unknown event type", events![at]);
}

const onTheWire = ({ shared_secret: _, ...subscription }: SubscriptionRecord) => subscription;

export const subscriptions: Group<Ids> = {
  "subscriptions.list": ({ books, query }) => {
    const rows = page(books.state.company.subscriptions, query);
    return { ...rows, items: rows.items.map(onTheWire) };
  },
  "subscriptions.create": ({ books, caller, body, now }) => {
    member(caller, "ADMIN");
    checkTypes(body.events);
    const at = now.toISOString();
    const made: SubscriptionRecord = {
      id: books.company.mintId(books.state.company),
      ...body,
      retry_policy: body.retry_policy ?? null,
      status: "enabled",
      time_created: at,
      updated_at: at,
      object_type: "Subscription",
    };
    books.state.company.subscriptions.push(made);
    return onTheWire(made);
  },
  "subscriptions.get": ({ books, params }) => onTheWire(found(books, params.subscription_id)),
  "subscriptions.update": ({ books, caller, params, body, now }) => {
    member(caller, "ADMIN");
    checkTypes(body.events);
    const one = found(books, params.subscription_id);
    // Null or absent: unchanged (assumed).
    const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
    Object.assign(one, changes, { updated_at: now.toISOString() });
    return onTheWire(one);
  },
  "subscriptions.delete": ({ books, caller, params }) => {
    member(caller, "ADMIN");
    const gone = found(books, params.subscription_id);
    const { company } = books.state;
    company.subscriptions = company.subscriptions.filter((one) => one !== gone);
    return undefined;
  },
};
