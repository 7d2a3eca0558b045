// Applications and notifications at the fake bank, with Jiko's rules as far as they matter to the commands.
import { randomUUID } from "node:crypto";
import type { Application, RelatedParty } from "@/lib/jiko/applications";
import type { Notification } from "@/lib/jiko/notifications";
import { emptyParty, type PartyValues } from "@/lib/forms/related-party";
import type { FakeBank, Given } from "./fake-bank";

/** Two rows a page, so that the list has to be read to its end. */
function paged<Item>(items: Item[], query: Record<string, unknown> = {}) {
  const from = Number(query.cursor ?? 0);
  return { items: items.slice(from, from + 2), next_page: from + 2 < items.length ? String(from + 2) : null, prev_page: null };
}

const blank = {
  customer_id: null, exception_reasons: [], name: null, entity_type: null, doing_business_as: null, identification_number: null,
  address: null, website: null, contact: null, formation_date: null, risk_info: null, industry: null, agreement_consent: null,
};

export const person: PartyValues = {
  ...emptyParty,
  firstName: "Sample", lastName: "Owner", roles: ["CONTROL_PERSON"], share: "51", dateOfBirth: "1980-01-31", idNumber: "123-45-6789",
  phone: "+1 614 555 0100", email: "owner@example.com", street: "100 Example Avenue", city: "Columbus", state: "OH", postalCode: "43004",
};

export function teachApplications(bank: FakeBank) {
  const applications = new Map<string, Application>();
  const parties = new Map<string, RelatedParty[]>();
  const notifications: Notification[] = [];

  const addApplication = (changes: Partial<Application> = {}): Application => {
    const times = { time_created: "2026-06-01T10:00:00Z", updated_at: "2026-06-01T10:00:00Z" };
    const one = { id: randomUUID(), status: "CREATED", ...times, ...blank, ...changes } as Application;
    applications.set(one.id, one);
    parties.set(one.id, []);
    return one;
  };
  const found = ({ params }: Given) => applications.get(params!.application_id!) ?? bank.refuse("applications.get", "not_found", 404);
  const editable = (given: Given) => (found(given).status === "CREATED" ? found(given) : bank.refuse("applications.update", "conflict", 409));
  const masked = ({ identification_number: given, ...party }: RelatedParty) => ({
    ...party,
    identification_number: given && { ...given, identification_number: `*****${given.identification_number.slice(-4)}` },
  });
  const partyOf = (given: Given) =>
    parties.get(editable(given).id)!.find(({ id }) => id === given.params!.related_party_id) ?? bank.refuse("relatedParties.update", "not_found", 404);

  Object.assign(bank.also, {
    "agreements.get": () => ({ version: "1.4.0", release_date: "2026-03-02", documents: [] }),
    "applications.list": ({ query }: Given) => paged([...applications.values()], query),
    "applications.get": found,
    "applications.create": ({ body }: Given) => {
      const { id, ...rest } = body as { id: string };
      if (applications.has(id)) bank.refuse("applications.create", "conflict", 409);
      return addApplication({ id, ...rest });
    },
    "applications.update": (given: Given) => Object.assign(editable(given), given.body),
    "applications.apply": (given: Given) => Object.assign(editable(given), { status: "SUBMITTED" }),
    "relatedParties.list": (given: Given) => paged(parties.get(found(given).id)!.map(masked), given.query),
    "relatedParties.create": (given: Given) => {
      const party = { id: randomUUID(), ...(given.body as object) } as RelatedParty;
      parties.get(editable(given).id)!.push(party);
      return masked(party);
    },
    "relatedParties.update": (given: Given) => masked(Object.assign(partyOf(given), given.body)),
    "relatedParties.delete": (given: Given) => {
      const party = partyOf(given);
      const all = parties.get(given.params!.application_id!)!;
      all.splice(all.indexOf(party), 1);
    },
    "notifications.list": ({ query }: Given) => paged(notifications.filter(({ status }) => !query?.status || status === query.status), query),
    "notifications.update": ({ params, body }: Given) =>
      Object.assign(
        notifications.find(({ id }) => id === params!.notification_id) ?? bank.refuse("notifications.update", "not_found", 404),
        body,
      ),
  });

  return {
    applications,
    addApplication,
    parties,
    notifications,
    addNotification: (): Notification => {
      const about = { title: "A transfer waits for you", description: "", type: "TRANSFER_REQUEST_PENDING_APPROVAL", notification_metadata: null };
      const one: Notification = { id: randomUUID(), ...about, status: "UNREAD", created_at: "2026-06-01T10:00:00Z" };
      notifications.push(one);
      return one;
    },
  };
}
