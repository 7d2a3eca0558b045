import type { FieldFault } from "@/lib/errors";
import type { RetryPolicy } from "@/lib/jiko/subscriptions";
import { unprintable } from "./line";

/** Events that can be subscribed to, by what they are about, with the words that a person reads. A test compares them with the contract. */
export const eventGroups = [
  {
    label: "Outgoing wires",
    events: [
      ["transfers.wire.out.processing", "Wire sent"],
      ["transfers.wire.out.success", "Wire arrived"],
      ["transfers.wire.out.rejected", "Wire rejected"],
    ],
  },
  {
    label: "Incoming wires",
    events: [
      ["transfers.wire.in.success", "Wire received"],
      ["transfers.wire.in.rejected", "Wire sent back"],
    ],
  },
  {
    label: "JikoNet and own pockets",
    events: [
      ["transfers.on-us.processing", "Transfer started"],
      ["transfers.on-us.success", "Transfer done"],
      ["transfers.on-us.rejected", "Transfer rejected"],
      ["transfers.on-us.received", "Transfer received"],
    ],
  },
  { label: "Treasury bills", events: [["trades.tbill.matured", "Bill matured"]] },
] as const satisfies readonly { label: string; events: readonly (readonly [type: string, word: string])[] }[];

const words: ReadonlyMap<string, string> = new Map(eventGroups.flatMap(({ events }) => events.map(([type, word]) => [type, word] as const)));
export const webhookEvents: readonly string[] = [...words.keys()];

/** The words for an event; a type that is not known here stays as it was sent. */
export const eventWord = (type: string): string => words.get(type) ?? type;

/** The form exactly as it is typed. */
export interface WebhookValues {
  /** Our own receiver, or somebody else's. */
  receiver: "desk" | "other";
  /** Of another receiver alone. */
  url: string;
  description: string;
  events: string[];
  retry: boolean;
  /** Statuses, separated by commas. */
  statuses: string;
  attempts: string;
  firstWait: string;
  factor: string;
  longestWait: string;
}

export const emptyWebhook: WebhookValues = {
  receiver: "desk",
  url: "",
  description: "",
  events: [...webhookEvents],
  retry: true,
  statuses: "408, 429, 500, 502, 503, 504",
  attempts: "6",
  firstWait: "30",
  factor: "2",
  longestWait: "300",
};

/** A policy that tries once. Sent in place of none, because Jiko takes null for "as it was" (assumed). */
const once: RetryPolicy = {
  retry_on_status_codes: [],
  maximum_attempts: 1,
  initial_interval_seconds: 1,
  backoff_coefficient: 1,
  maximum_interval_seconds: 1,
};

export interface CheckedWebhook {
  url: string | null;
  description: string;
  events: string[];
  policy: RetryPolicy;
}

const longestUrl = 2083;
const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What is wrong with the address of another receiver, or null. Plain http is for a sandbox on this machine alone. */
export function urlFault(typed: string, onThisMachine: boolean): string | null {
  if (typed === "") return "Enter the address that Jiko is to call.";
  if (typed.length > longestUrl) return `At most ${longestUrl} characters; these are ${typed.length}.`;
  if (unprintable.test(typed) || /\s/.test(typed) || !URL.canParse(typed)) return "Enter a whole address, beginning with https://.";
  const { protocol, hostname, username, password, hash } = new URL(typed);
  if (protocol !== "https:" && !(onThisMachine && protocol === "http:" && loopback.has(hostname))) return "The address must begin with https://.";
  if (username || password) return "Leave out the name and password: deliveries are signed instead.";
  return hash ? "Leave out what follows the #: it is never sent." : null;
}

const number = (typed: string, from: number, to: number, whole: boolean): number | string => {
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const fits = value >= from && value <= to && (!whole || Number.isInteger(value));
  return fits ? value : `Enter ${whole ? "a whole number" : "a number"} from ${from} to ${to}.`;
};

/** The form as what is sent, or a sentence for each field that is not right. */
export function checkWebhook(
  values: WebhookValues,
  onThisMachine: boolean,
): { ok: true; checked: CheckedWebhook } | { ok: false; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const fault = (field: keyof WebhookValues, message: string | null) => void (message && faults.push({ field, message }));
  const url = values.url.trim();
  if (values.receiver === "other") fault("url", urlFault(url, onThisMachine));
  const description = values.description.trim();
  if (description.length > 200) fault("description", `At most 200 characters; these are ${description.length}.`);
  else if (unprintable.test(description)) fault("description", "Use one line of visible characters.");
  const events = webhookEvents.filter((type) => values.events.includes(type));
  // A type that Jiko knows and the desk does not stays chosen.
  events.push(...values.events.filter((type) => !events.includes(type)));
  if (events.length === 0) fault("events", "Choose at least one event.");
  if (!values.retry) return faults.length > 0 ? { ok: false, faults } : { ok: true, checked: { url: url || null, description, events, policy: once } };

  const given = {
    attempts: number(values.attempts, 2, 20, true),
    firstWait: number(values.firstWait, 1, 3_600, false),
    factor: number(values.factor, 1, 10, false),
    longestWait: number(values.longestWait, 1, 86_400, false),
  };
  const numbers = given as Record<keyof typeof given, number>;
  for (const [field, value] of Object.entries(given)) if (typeof value === "string") fault(field as keyof typeof given, value);
  const statuses = values.statuses.split(",").map((one) => one.trim()).filter(Boolean);
  const codes = statuses.map((one) => (/^[45]\d\d$/.test(one) ? Number(one) : Number.NaN));
  if (codes.length === 0 || codes.some(Number.isNaN)) fault("statuses", "Enter statuses from 400 to 599, separated by commas.");
  if (typeof given.firstWait === "number" && typeof given.longestWait === "number" && given.longestWait < given.firstWait) {
    fault("longestWait", "The longest pause is shorter than the first.");
  }
  if (faults.length > 0) return { ok: false, faults };
  const policy: RetryPolicy = {
    retry_on_status_codes: [...new Set(codes)].sort((a, b) => a - b),
    maximum_attempts: numbers.attempts,
    initial_interval_seconds: numbers.firstWait,
    backoff_coefficient: numbers.factor,
    maximum_interval_seconds: numbers.longestWait,
  };
  return { ok: true, checked: { url: url || null, description, events, policy } };
}

/** The other way round: a subscription as the form shows it. */
export function webhookValues(
  one: { url: string; description: string; events: readonly string[]; retry_policy: RetryPolicy | null },
  receiver: WebhookValues["receiver"],
): WebhookValues {
  const policy = one.retry_policy;
  const retry = policy !== null && policy.maximum_attempts > 1;
  const values = { ...emptyWebhook, receiver, url: one.url, description: one.description, events: [...one.events], retry };
  if (!retry) return values;
  return {
    ...values,
    statuses: policy.retry_on_status_codes.join(", "),
    attempts: String(policy.maximum_attempts),
    firstWait: String(policy.initial_interval_seconds),
    factor: String(policy.backoff_coefficient),
    longestWait: String(policy.maximum_interval_seconds),
  };
}
