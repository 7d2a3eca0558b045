import "server-only";
import { z } from "zod";
import { bankingNow, dayOf, now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { checkStep, readStep, stepBody, steps, type ApplicationBody } from "@/lib/forms/application";
import { missing, partOf } from "@/lib/forms/application-missing";
import { nameFault } from "@/lib/forms/line";
import { agreementsGet } from "@/lib/jiko/agreements";
import { entityTypes } from "@/lib/jiko/application-fields";
import {
  applicationsApply,
  applicationsCreate,
  applicationsGet,
  applicationsList,
  applicationsUpdate,
  relatedPartiesList,
  type Application,
} from "@/lib/jiko/applications";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { command, Unclear } from "../command";
import { allPages } from "./all-pages";
import { essenceOf, lastFour } from "./essence";
import { orAbsent } from "../sources";

export interface ApplicationResult {
  applicationId: string;
}

const id = z.guid().toLowerCase();
const readOne = (client: JikoClient, application_id: string): Promise<Application> =>
  client.call(applicationsGet, { params: { application_id } }, { for: "command" });

/** An application that may still be changed. */
export async function readDraft(client: JikoClient, applicationId: string): Promise<Application> {
  const found = await readOne(client, applicationId);
  if (found.status !== "CREATED") throw new AppError("conflict", { message: "This application was submitted and cannot be changed any more. Nothing was sent." });
  return found;
}

const common = {
  permission: "onboarding.manage",
  reads: "onboarding.read",
  // Jiko lists the applications of the person who is signed in.
  readsAsMember: true,
  changes: ["applications"],
} as const;
export const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what}; we are checking and will show the result here. Nothing will be sent twice.`;
export const blocked = "What you sent about this before is not known to have arrived yet. Wait for that first; nothing was sent now.";

const start = z.strictObject({ id, name: z.string().trim().max(1000), entityType: z.enum(entityTypes, "Choose one.") });
type Start = z.output<typeof start>;

/** The id is chosen by the form; should Jiko give another one, name, kind and the ids that were there before tell the new one. */
export const startApplication = command<Start, { wanted: Start; known: string[] }, ApplicationResult>({
  ...common,
  name: "application.start",
  input: start,
  subjectId: (input) => input.id,
  texts: {
    done: "The application is begun. Nobody at Jiko looks at it before you submit it.",
    unknown: unknown("The application may or may not have been begun"),
    notDone: "The application was not begun: this did not reach Jiko. You can send it again.",
    blocked,
  },
  async prepare({ client }, wanted) {
    const fault = nameFault(wanted.name, 250, "the company");
    if (fault) throw new AppError("invalid_input", { fields: [{ field: "name", message: fault }] });
    const known = await allPages((query) => client.call(applicationsList, { query }, { for: "command" }));
    return { intent: { wanted, known: known.map((one) => one.id) }, details: { companyName: wanted.name, entityType: wanted.entityType } };
  },
  async call(client, { wanted }) {
    const body = { id: wanted.id, name: wanted.name, entity_type: wanted.entityType };
    try {
      return { applicationId: (await client.call(applicationsCreate, { body })).id };
    } catch (error) {
      // The id is taken: by this very call, where something on the way sent it twice.
      const found = await afterConflict(client, wanted.id, error);
      if (found.name !== wanted.name) throw error;
      return { applicationId: found.id };
    }
  },
  async findOut(client, { wanted, known }) {
    const all = await allPages((query) => client.call(applicationsList, { query }));
    const fits = (one: Application) => !known.includes(one.id) && one.name === wanted.name && one.entity_type === wanted.entityType;
    const found = all.find((one) => one.id.toLowerCase() === wanted.id) ?? all.find(fits);
    return found ? { state: "done", result: { applicationId: found.id } } : { state: "not_done" };
  },
});

/** The fields that a body writes, as they read back: a number counts by its last four characters, a consent by its version. */
function essence(fields: readonly (keyof ApplicationBody)[], of: Application | ApplicationBody): string {
  const picked = fields.map((field) => {
    const value = of[field];
    if (field === "identification_number" && value) {
      const given = value as NonNullable<ApplicationBody["identification_number"]>;
      return [field, { ...given, identification_number: lastFour(given.identification_number) }];
    }
    return [field, field === "agreement_consent" ? (of.agreement_consent?.version ?? null) : value];
  });
  return essenceOf(Object.fromEntries(picked));
}

const saving = z.strictObject({ applicationId: id, step: z.enum(steps), values: z.record(z.string(), z.json()) });
type Saving = z.output<typeof saving>;
interface SaveIntent {
  applicationId: string;
  fields: (keyof ApplicationBody)[];
  before: string;
  wanted: string;
  at: string;
}

/** Saves one step. Sent twice it does no harm, so a save that cannot be told from what was there before counts as not done. */
export const saveStep = command<Saving, SaveIntent, ApplicationResult>({
  ...common,
  name: "application.save",
  input: saving,
  subjectId: ({ applicationId, step }) => `${applicationId} ${step}`,
  refusedDetails: ({ applicationId, step }) => ({ applicationId, step }),
  texts: {
    done: "Saved at Jiko.",
    unknown: unknown("This step may or may not have been saved"),
    notDone: "This step did not reach Jiko. What you typed is kept here; save it again.",
    blocked,
  },
  async prepare({ client }, { applicationId, step, values }) {
    const application = await readDraft(client, applicationId);
    const today = dayOf(await bankingNow());
    const fields = checkStep(step, values, { known: application.identification_number !== null, today });
    if (fields.length > 0) throw new AppError("invalid_input", { fields });
    if (step === "agreement") {
      const { version } = await client.call(agreementsGet, {}, { for: "command" });
      if (version !== readStep("agreement", values).version) {
        throw new AppError("conflict", { message: `The agreements have changed since they were shown: version ${version} is in force. Read them before you agree.` });
      }
    }
    const at = now().toISOString();
    const body = stepBody(step, values, at);
    const written = Object.keys(body) as (keyof ApplicationBody)[];
    const intent = { applicationId, fields: written, before: essence(written, application), wanted: essence(written, body), at };
    return { intent, details: { applicationId, step } };
  },
  async call(client, { applicationId, at }, { step, values }) {
    await client.call(applicationsUpdate, { params: { application_id: applicationId }, body: stepBody(step, values, at) });
    return { applicationId };
  },
  async findOut(client, { applicationId, fields, before, wanted }) {
    const application = await orAbsent(readOne(client, applicationId));
    const there = application && before !== wanted && essence(fields, application) === wanted;
    return there ? { state: "done", result: { applicationId } } : { state: "not_done" };
  },
});

const applying = z.strictObject({ applicationId: id });

export const apply = command<z.output<typeof applying>, z.output<typeof applying>, ApplicationResult>({
  ...common,
  name: "application.apply",
  input: applying,
  subjectId: ({ applicationId }) => applicationId,
  texts: {
    done: "Submitted. Jiko looks at it now, and may ask for documents.",
    unknown: unknown("The application may or may not have been submitted"),
    notDone: "The application was not submitted: this did not reach Jiko. You can submit it again.",
    blocked,
  },
  async prepare({ client }, intent) {
    const params = { application_id: intent.applicationId };
    const [application, people] = await Promise.all([
      readDraft(client, intent.applicationId),
      allPages((query) => client.call(relatedPartiesList, { params, query }, { for: "command" })),
    ]);
    const view = relatedPartiesList.view({ items: people, next_page: null, prev_page: null });
    const lacks = missing(applicationsGet.view(application), view.items);
    if (lacks.length > 0) {
      throw new AppError("invalid_input", {
        message: "The application is not complete yet. Nothing was submitted.",
        fields: lacks.map(({ part, message }) => ({ field: part, message })),
      });
    }
    return { intent, details: { applicationId: intent.applicationId, companyName: application.name } };
  },
  async call(client, { applicationId }) {
    try {
      await client.call(applicationsApply, { params: { application_id: applicationId }, body: {} });
    } catch (error) {
      const found = await afterConflict(client, applicationId, sorted(error));
      if (found.status === "CREATED") throw error;
    }
    return { applicationId };
  },
  async findOut(client, { applicationId }) {
    const found = await orAbsent(readOne(client, applicationId));
    return found && found.status !== "CREATED" ? { state: "done", result: { applicationId } } : { state: "not_done" };
  },
});

/** What stands at Jiko where it found a conflict. Any other error passes. */
async function afterConflict(client: JikoClient, applicationId: string, error: unknown): Promise<Application> {
  if (!(error instanceof JikoError) || error.code !== "conflict") throw error;
  return readOne(client, applicationId).catch((cause: unknown) => {
    throw new Unclear("Jiko found a conflict, and how the application stands could not be read", cause);
  });
}

/** What Jiko found missing, by the step where it is filled in. */
function sorted(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== "invalid_input") return error;
  const fields = error.fields.map(({ field, message }) => ({ field: partOf(field), message: `Jiko on ${field || "the application"}: ${message}` }));
  return Object.assign(error, { fields });
}
