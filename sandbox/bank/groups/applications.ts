import { submit } from "@/sandbox/company/applications";
import { iso } from "@/sandbox/company/clock";
import type { ApplicationRecord, PartyRecord } from "@/sandbox/company/types";
import { checkComplete } from "../applications";
import { conflict, notFound } from "../errors";
import { page } from "../paging";
import { member } from "../roles";
import type { Books, Group } from "../types";

function found(books: Books, id: string): ApplicationRecord {
  const record = books.state.company.applications.find(({ application }) => application.id === id);
  if (!record) throw notFound("Business application");
  return record;
}

/** An application that may still be changed. */
function draft(books: Books, id: string): ApplicationRecord {
  const record = found(books, id);
  if (record.application.status !== "CREATED") throw conflict(`The application is ${record.application.status} and cannot be changed any more`);
  return record;
}

function partyIn(record: ApplicationRecord, id: string): PartyRecord {
  const party = record.parties.find((one) => one.id === id);
  if (!party) throw notFound("Related party");
  return party;
}

/** The identification number goes out masked but for its last four characters. */
function masked({ identification_number: given, ...party }: PartyRecord): PartyRecord {
  return { ...party, identification_number: given ? { ...given, identification_number: `*****${given.identification_number.slice(-4)}` } : null };
}

/** What was sent, without what was left out: that stays as it is. */
const given = <Body extends object>(body: Body): Partial<Body> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<Body>;

const blank: Omit<PartyRecord, "id"> = {
  title: null, name: null, address: null, date_of_birth: null, identification_number: null, phone_number: null,
  email: null, citizenship: null, roles: null, ownership_percentage: null,
};

type Ids = `applications.${"list" | "create" | "get" | "update" | "apply"}` | `relatedParties.${"list" | "create" | "update" | "delete"}`;

export const applications: Group<Ids | "applicationDocuments.list"> = {
  "applications.list": ({ books, query }) => page(books.state.company.applications.map(({ application }) => application).reverse(), query),
  "applications.create": ({ books, caller, body: { id, ...body }, now }) => {
    member(caller, "ADMIN");
    const { company } = books.state;
    if (id && company.applications.some(({ application }) => application.id === id)) throw conflict("A business application with this id exists already");
    const application: ApplicationRecord["application"] = {
      id: id ?? books.company.mintId(company),
      status: "CREATED",
      customer_id: null,
      exception_reasons: [],
      time_created: iso(now),
      updated_at: iso(now),
      ...given(body),
      object_type: "BusinessApplication",
    };
    company.applications.push({ application, parties: [], documents: [], next: null });
    return application;
  },
  "applications.get": ({ books, params }) => found(books, params.application_id).application,
  "applications.update": ({ books, caller, params, body, now }) => {
    member(caller, "ADMIN");
    const { application } = draft(books, params.application_id);
    return Object.assign(application, given(body), { updated_at: iso(now) });
  },
  "applications.apply": ({ books, caller, params, now }) => {
    member(caller, "ADMIN");
    const record = draft(books, params.application_id);
    checkComplete(record);
    submit(record, now);
    return record.application;
  },
  "relatedParties.list": ({ books, params, query }) => {
    const parties = page(found(books, params.application_id).parties, query);
    return { ...parties, items: parties.items.map(masked) };
  },
  "relatedParties.create": ({ books, caller, params, body }) => {
    member(caller, "ADMIN");
    const record = draft(books, params.application_id);
    const party: PartyRecord = { ...blank, ...given(body), id: books.company.mintId(books.state.company) };
    record.parties.push(party);
    return masked(party);
  },
  "relatedParties.update": ({ books, caller, params, body }) => {
    member(caller, "ADMIN");
    return masked(Object.assign(partyIn(draft(books, params.application_id), params.related_party_id), given(body)));
  },
  "relatedParties.delete": ({ books, caller, params }) => {
    member(caller, "ADMIN");
    const record = draft(books, params.application_id);
    const party = partyIn(record, params.related_party_id);
    record.parties = record.parties.filter((one) => one !== party);
    return undefined;
  },
  "applicationDocuments.list": ({ books, params, query }) => {
    const documents = page(found(books, params.application_id).documents, query);
    return { ...documents, items: documents.items.map(({ review_at: _, ...document }) => document) };
  },
};
