import "server-only";
import { z } from "zod";
import { bankingNow, dayOf } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { checkParty, partyBody, readParty, type PartyBody } from "@/lib/forms/related-party";
import { relatedPartiesCreate, relatedPartiesDelete, relatedPartiesList, relatedPartiesUpdate, type RelatedParty } from "@/lib/jiko/applications";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { command } from "../command";
import { allPages } from "./all-pages";
import { blocked, readDraft, unknown } from "./applications";
import { essenceOf, lastFour } from "./essence";

export interface PartyResult {
  applicationId: string;
  partyId: string;
}

const id = z.guid().toLowerCase();
const values = z.record(z.string(), z.json());
const list = (client: JikoClient, application_id: string): Promise<RelatedParty[]> =>
  allPages((query) => client.call(relatedPartiesList, { params: { application_id }, query }, { for: "command" }));

/** What can be compared with what Jiko answers: it masks the number of a document but for its end. */
function essence(fields: readonly string[], party: RelatedParty | PartyBody): string {
  const of = party as Readonly<Record<string, unknown>>;
  const number = party.identification_number;
  const masked = number && { ...number, identification_number: lastFour(number.identification_number) };
  return essenceOf(Object.fromEntries(fields.map((field) => [field, field === "identification_number" ? masked : of[field]])));
}

/** The body of what was typed, once it fits beside everybody else. Throws `invalid_input`. */
async function bodyOf(client: JikoClient, applicationId: string, typed: Record<string, unknown>, partyId: string | null) {
  const [people] = await Promise.all([list(client, applicationId), readDraft(client, applicationId)]);
  const before = people.find((one) => one.id.toLowerCase() === partyId);
  if (partyId && !before) throw new AppError("not_found", { message: "This person is no longer part of the application. Nothing was sent." });
  const party = readParty(typed);
  const fields = checkParty(party, {
    known: { dateOfBirth: before?.date_of_birth != null, idNumber: before?.identification_number != null },
    today: dayOf(await bankingNow()),
    otherShares: people.filter((one) => one !== before).map(({ ownership_percentage }) => ownership_percentage),
  });
  if (fields.length > 0) throw new AppError("invalid_input", { fields });
  return { body: partyBody(party), people, before };
}

const common = {
  permission: "onboarding.manage",
  reads: "onboarding.read",
  readsAsMember: true,
  changes: ["applications"],
} as const;

const adding = z.strictObject({ applicationId: id, values });

export const addParty = command<z.output<typeof adding>, { applicationId: string; fields: string[]; wanted: string; known: string[] }, PartyResult>({
  ...common,
  name: "relatedParty.add",
  input: adding,
  subjectId: ({ applicationId }) => `${applicationId} people`,
  refusedDetails: ({ applicationId }) => ({ applicationId }),
  texts: {
    done: "Added to the application.",
    unknown: unknown("This person may or may not have been added"),
    notDone: "This person was not added: this did not reach Jiko. What you typed is kept here; add them again.",
    blocked,
  },
  async prepare({ client }, { applicationId, values: typed }) {
    const { body, people } = await bodyOf(client, applicationId, typed, null);
    const fields = Object.keys(body);
    const intent = { applicationId, fields, wanted: essence(fields, body), known: people.map((one) => one.id) };
    return { intent, details: { applicationId, roles: body.roles } };
  },
  async call(client, { applicationId }, { values: typed }) {
    const added = await client.call(relatedPartiesCreate, { params: { application_id: applicationId }, body: partyBody(readParty(typed)) });
    return { applicationId, partyId: added.id };
  },
  async findOut(client, { applicationId, fields, wanted, known }) {
    const found = (await list(client, applicationId)).find((one) => !known.includes(one.id) && essence(fields, one) === wanted);
    return found ? { state: "done", result: { applicationId, partyId: found.id } } : { state: "not_done" };
  },
});

const changing = z.strictObject({ applicationId: id, partyId: id, values });

/** Sent twice it does no harm, so a change that cannot be told from what was there before counts as not done. */
export const changeParty = command<
  z.output<typeof changing>,
  { applicationId: string; partyId: string; fields: string[]; before: string; wanted: string },
  PartyResult
>({
  ...common,
  name: "relatedParty.change",
  input: changing,
  subjectId: ({ partyId }) => partyId,
  refusedDetails: ({ applicationId }) => ({ applicationId }),
  texts: {
    done: "Saved at Jiko.",
    unknown: unknown("This person may or may not have been changed"),
    notDone: "The change did not reach Jiko. What you typed is kept here; save it again.",
    blocked,
  },
  async prepare({ client }, { applicationId, partyId, values: typed }) {
    const { body, before } = await bodyOf(client, applicationId, typed, partyId);
    const fields = Object.keys(body);
    const intent = { applicationId, partyId, fields, before: essence(fields, before!), wanted: essence(fields, body) };
    return { intent, details: { applicationId, roles: body.roles } };
  },
  async call(client, { applicationId, partyId }, { values: typed }) {
    const params = { application_id: applicationId, related_party_id: partyId };
    await client.call(relatedPartiesUpdate, { params, body: partyBody(readParty(typed)) });
    return { applicationId, partyId };
  },
  async findOut(client, { applicationId, partyId, fields, before, wanted }) {
    const found = (await list(client, applicationId)).find((one) => one.id.toLowerCase() === partyId);
    const there = found && before !== wanted && essence(fields, found) === wanted;
    return there ? { state: "done", result: { applicationId, partyId } } : { state: "not_done" };
  },
});

const removing = z.strictObject({ applicationId: id, partyId: id });

export const removeParty = command<z.output<typeof removing>, z.output<typeof removing>, PartyResult>({
  ...common,
  name: "relatedParty.remove",
  input: removing,
  subjectId: ({ partyId }) => partyId,
  texts: {
    done: "Removed from the application.",
    unknown: unknown("This person may or may not have been removed"),
    notDone: "This person was not removed: this did not reach Jiko. You can remove them again.",
    blocked,
  },
  async prepare({ client }, intent) {
    const [people] = await Promise.all([list(client, intent.applicationId), readDraft(client, intent.applicationId)]);
    if (!people.some((one) => one.id.toLowerCase() === intent.partyId)) {
      throw new AppError("not_found", { message: "This person is no longer part of the application. Nothing was sent." });
    }
    return { intent, details: { applicationId: intent.applicationId } };
  },
  async call(client, { applicationId, partyId }) {
    try {
      await client.call(relatedPartiesDelete, { params: { application_id: applicationId, related_party_id: partyId } });
    } catch (error) {
      // They were there a moment ago: gone now means that this very removal arrived twice, or that somebody else was quicker.
      if (!(error instanceof JikoError) || error.code !== "not_found") throw error;
    }
    return { applicationId, partyId };
  },
  async findOut(client, { applicationId, partyId }) {
    const gone = !(await list(client, applicationId)).some((one) => one.id.toLowerCase() === partyId);
    return gone ? { state: "done", result: { applicationId, partyId } } : { state: "not_done" };
  },
});
