import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { webhookEndpoint } from "@/lib/db/schema/webhook";
import { deploymentKind } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { checkWebhook, type CheckedWebhook, type WebhookValues } from "@/lib/forms/webhook";
import type { JikoClient } from "@/lib/jiko/transport";
import {
  subscriptionsCreate,
  subscriptionsDelete,
  subscriptionsGet,
  subscriptionsList,
  subscriptionsUpdate,
  type Subscription,
} from "@/lib/jiko/subscriptions";
import { sha256Hex } from "@/lib/sha256";
import { command, Unclear } from "../command";
import { endpointIn, endpointUrl, makeEndpoint } from "../webhooks/endpoints";
import { makeSecret, openSecret, replaceSecrets } from "../webhooks/secrets";
import { allPages } from "./all-pages";
import { orAbsent } from "../sources";

export interface WebhookResult {
  subscriptionId: string;
  /** Under which the secret that was made for it can be shown. A page goes by this one: what it sent last may not be what counted. */
  revealId?: string;
}

const anId = z.guid().toLowerCase();
const text = (max: number) => z.string().max(max);
const values: z.ZodType<WebhookValues> = z.strictObject({
  receiver: z.enum(["desk", "other"]),
  url: text(3000),
  description: text(1000),
  events: z.array(text(200)).max(100),
  retry: z.boolean(),
  statuses: text(1000), attempts: text(100), firstWait: text(100), factor: text(100), longestWait: text(100),
});

function checkedForm(form: WebhookValues): CheckedWebhook {
  const found = checkWebhook(form, deploymentKind() === "local");
  if (!found.ok) throw new AppError("invalid_input", { fields: found.faults });
  return found.checked;
}

const about = (subscription_id: string) => ({ params: { subscription_id } });
const readOne = (client: JikoClient, id: string): Promise<Subscription> => client.call(subscriptionsGet, about(id), { for: "command" });
const readAll = (client: JikoClient): Promise<Subscription[]> =>
  allPages((query) => client.call(subscriptionsList, { query }, { for: "command" }));

const shared = { permission: "webhooks.manage", reads: "subscriptions.read", changes: ["webhooks"] } as const;
const unknown = (what: string) =>
  `Jiko did not answer clearly. ${what}; we are checking and will show the result here. Nothing will be sent twice.`;
const blocked = "What you sent about this webhook before is not known to have arrived yet. Wait for that first; nothing was sent now.";
const notDone = "This did not reach Jiko. Nothing was changed; you can send it again.";

const creating = z.strictObject({ endpointId: z.uuid().toLowerCase(), secretId: z.uuid().toLowerCase(), values });

interface CreateIntent {
  customerId: string;
  secretId: string;
  /** SHA-256 of the address: one of somebody else's may itself be a secret. */
  urlHash: string;
  known: string[];
}

const addressOf = ({ endpointId, values: form }: z.output<typeof creating>): string =>
  form.receiver === "desk" ? endpointUrl(endpointId) : checkedForm(form).url!;

/** Jiko knows no key against a second subscription; the address is one, because no two may have the same. */
export const createWebhook = command<z.output<typeof creating>, CreateIntent, WebhookResult>({
  ...shared,
  name: "webhook.create",
  input: creating,
  subjectId: ({ endpointId }) => endpointId,
  texts: { done: "Jiko has the subscription.", unknown: unknown("The subscription may or may not have been made"), notDone, blocked },

  async prepare({ session, client }, input) {
    const { endpointId, secretId, values: form } = input;
    const { events } = checkedForm(form);
    const url = addressOf(input);
    const all = await readAll(client);
    if (all.some((one) => one.url === url)) {
      const message = "A subscription for this address exists. Change that one instead.";
      throw new AppError("conflict", { message, fields: [{ field: "url", message }] });
    }
    const ours = form.receiver === "desk";
    if (ours) await makeEndpoint(session.customerId, endpointId);
    await makeSecret({ id: secretId, customerId: session.customerId, endpointId: ours ? endpointId : null });
    return {
      intent: { customerId: session.customerId, secretId, urlHash: sha256Hex(url), known: all.map(({ id }) => id) },
      details: { receiver: form.receiver, host: new URL(url).host, events },
    };
  },

  async call(client, { customerId, secretId, urlHash, known }, input) {
    const { description, events, policy } = checkedForm(input.values);
    const secret = await openSecret(customerId, secretId);
    const body = { url: addressOf(input), description, events, retry_policy: policy, shared_secret: secret };
    const made = await client.call(subscriptionsCreate, { body });
    if (made) return { subscriptionId: made.id, revealId: secretId };
    const found = await madeSince(client, { urlHash, known }).catch((cause: unknown) => {
      throw new Unclear("Jiko took the subscription, and its list could not be read", cause);
    });
    if (!found) throw new Unclear("Jiko took the subscription, and its list does not have it yet");
    return { subscriptionId: found, revealId: secretId };
  },

  async findOut(client, intent) {
    const found = await madeSince(client, intent);
    return found ? { state: "done", result: { subscriptionId: found, revealId: intent.secretId } } : { state: "not_done" };
  },
});

async function madeSince(client: JikoClient, { urlHash, known }: Pick<CreateIntent, "urlHash" | "known">): Promise<string | null> {
  const found = (await readAll(client)).find(({ id, url }) => !known.includes(id) && sha256Hex(url) === urlHash);
  return found?.id ?? null;
}

const updating = z.strictObject({ subscriptionId: anId, seenAt: z.iso.datetime({ offset: true }), values });

interface UpdateIntent {
  subscriptionId: string;
  /** SHA-256 of what it is to be. */
  wanted: string;
}

/** Of a subscription, what the form changes, as one text. */
const formOf = ({ url, description, events, retry_policy }: Pick<Subscription, "url" | "description" | "events" | "retry_policy">): string =>
  JSON.stringify([
    url,
    description,
    [...events].sort(),
    retry_policy && [
      [...retry_policy.retry_on_status_codes].sort((a, b) => a - b),
      ...[retry_policy.maximum_attempts, retry_policy.initial_interval_seconds],
      ...[retry_policy.backoff_coefficient, retry_policy.maximum_interval_seconds],
    ],
  ]);

const bodyOf = (form: WebhookValues, ours: boolean) => {
  const { url, description, events, policy } = checkedForm(form);
  return { ...(ours ? {} : { url: url! }), description, events, retry_policy: policy };
};

export const updateWebhook = command<z.output<typeof updating>, UpdateIntent, WebhookResult>({
  ...shared,
  name: "webhook.update",
  input: updating,
  subjectId: ({ subscriptionId }) => subscriptionId,
  texts: { done: "Jiko has the changes.", unknown: unknown("The changes may or may not have been made"), notDone, blocked },

  async prepare({ client }, { subscriptionId, seenAt, values: form }) {
    const all = await readAll(client);
    const one = all.find(({ id }) => id === subscriptionId);
    if (!one) throw new AppError("not_found", { message: "This subscription is no longer there." });
    if (Date.parse(one.updated_at) !== Date.parse(seenAt)) {
      throw new AppError("conflict", { message: "Somebody changed this subscription since it was shown. Look again before you change it; nothing was sent." });
    }
    const ours = endpointIn(one.url) !== null;
    if (ours !== (form.receiver === "desk")) throw new AppError("invalid_input", { fields: [{ field: "receiver", message: "The receiver of a subscription stays." }] });
    const body = bodyOf(form, ours);
    const wanted = { ...one, ...body };
    if (formOf(wanted) === formOf(one)) throw new AppError("conflict", { message: "Nothing is different. Nothing was sent." });
    if (all.some(({ id, url }) => id !== one.id && url === wanted.url)) {
      throw new AppError("invalid_input", { fields: [{ field: "url", message: "Another subscription has this address." }] });
    }
    return {
      intent: { subscriptionId, wanted: sha256Hex(formOf(wanted)) },
      details: { host: new URL(wanted.url).host, events: wanted.events, addressChanged: wanted.url !== one.url },
    };
  },

  async call(client, { subscriptionId }, { values: form }) {
    await client.call(subscriptionsUpdate, { ...about(subscriptionId), body: bodyOf(form, form.receiver === "desk") });
    return { subscriptionId };
  },

  async findOut(client, { subscriptionId, wanted }) {
    const one = await orAbsent(readOne(client, subscriptionId));
    return one && sha256Hex(formOf(one)) === wanted ? { state: "done", result: { subscriptionId } } : { state: "not_done" };
  },
});

const switching = z.strictObject({ subscriptionId: anId, status: z.enum(["enabled", "disabled"]) });
type Switching = z.output<typeof switching>;

export const switchWebhook = command<Switching, Switching, WebhookResult>({
  ...shared,
  name: "webhook.switch",
  input: switching,
  subjectId: ({ subscriptionId }) => subscriptionId,
  texts: { done: "Jiko has switched it.", unknown: unknown("It may or may not have been switched"), notDone, blocked },

  async prepare({ client }, { subscriptionId, status }) {
    const one = await readOne(client, subscriptionId);
    if (one.status === status) throw new AppError("conflict", { message: `This subscription is ${status} already. Nothing was sent.` });
    return { intent: { subscriptionId, status }, details: { host: new URL(one.url).host, from: one.status, to: status } };
  },

  async call(client, { subscriptionId, status }) {
    await client.call(subscriptionsUpdate, { ...about(subscriptionId), body: { status } });
    return { subscriptionId };
  },

  async findOut(client, { subscriptionId, status }) {
    const one = await orAbsent(readOne(client, subscriptionId));
    return one?.status === status ? { state: "done", result: { subscriptionId } } : { state: "not_done" };
  },
});

const rotating = z.strictObject({ subscriptionId: anId, secretId: z.uuid().toLowerCase() });

interface RotateIntent extends z.output<typeof rotating> {
  customerId: string;
  endpointId: string | null;
  /** When it was changed last, as Jiko said beforehand. */
  updatedAt: string;
}

/**
 * A secret cannot be read back: that it was taken is told from the time of the last change. Should somebody else have changed
 * the subscription in that very moment nothing is lost, because deliveries under the secret before are taken for a day.
 */
export const rotateWebhook = command<z.output<typeof rotating>, RotateIntent, WebhookResult>({
  ...shared,
  name: "webhook.rotate",
  input: rotating,
  subjectId: ({ subscriptionId }) => subscriptionId,
  texts: { done: "Jiko signs with the new secret.", unknown: unknown("The secret may or may not have been replaced"), notDone, blocked },

  async prepare({ session, client }, { subscriptionId, secretId }) {
    const one = await readOne(client, subscriptionId);
    const { customerId } = session;
    const endpointId = endpointIn(one.url);
    if (endpointId) await makeEndpoint(customerId, endpointId);
    await makeSecret({ id: secretId, customerId, endpointId });
    return {
      intent: { subscriptionId, secretId, customerId, endpointId, updatedAt: one.updated_at },
      details: { receiver: endpointId ? "desk" : "other", host: new URL(one.url).host },
    };
  },

  async call(client, { subscriptionId, customerId, secretId }) {
    const shared_secret = await openSecret(customerId, secretId);
    await client.call(subscriptionsUpdate, { ...about(subscriptionId), body: { shared_secret } });
    return { subscriptionId, revealId: secretId };
  },

  async findOut(client, { subscriptionId, secretId, updatedAt }) {
    const one = await orAbsent(readOne(client, subscriptionId));
    const changed = one && Date.parse(one.updated_at) !== Date.parse(updatedAt);
    return changed ? { state: "done", result: { subscriptionId, revealId: secretId } } : { state: "not_done" };
  },

  async onDone(tx, { endpointId, secretId }) {
    if (endpointId) await replaceSecrets(tx, endpointId, secretId);
  },
});

const deleting = z.strictObject({ subscriptionId: anId });

interface DeleteIntent {
  subscriptionId: string;
  endpointId: string | null;
}

export const deleteWebhook = command<z.output<typeof deleting>, DeleteIntent, WebhookResult>({
  ...shared,
  name: "webhook.delete",
  input: deleting,
  subjectId: ({ subscriptionId }) => subscriptionId,
  texts: { done: "The subscription is deleted.", unknown: unknown("The subscription may or may not have been deleted"), notDone, blocked },

  async prepare({ client }, { subscriptionId }) {
    const one = await readOne(client, subscriptionId);
    return { intent: { subscriptionId, endpointId: endpointIn(one.url) }, details: { host: new URL(one.url).host, events: one.events } };
  },

  async call(client, { subscriptionId }) {
    await client.call(subscriptionsDelete, about(subscriptionId));
    return { subscriptionId };
  },

  async findOut(client, { subscriptionId }) {
    return (await orAbsent(readOne(client, subscriptionId))) ? { state: "not_done" } : { state: "done", result: { subscriptionId } };
  },

  // Whoever still has the address and a secret has nothing in hand any more. The events that came stay.
  async onDone(tx, { endpointId }, { customerId }) {
    if (endpointId) await tx.delete(webhookEndpoint).where(and(eq(webhookEndpoint.id, endpointId), eq(webhookEndpoint.customerId, customerId)));
  },
});

