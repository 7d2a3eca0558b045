import { z } from "zod";
import type { EntryText } from "./verify";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const proof = digest.nullish();

/** What entries say that rests on evidence. Fields that are of no concern here are let through. */
const decided = z.looseObject({
  subjectHash: digest.optional(),
  contextHash: digest.optional(),
  snapshot: digest.nullish(),
  policyVersion: z.string().optional(),
  policyDigest: digest.nullish(),
  assurance: z.enum(["passkey", "fresh-sign-in", "session"]).optional(),
  passkeyId: z.string().nullish(),
  fingerprint: digest.nullish(),
  proof,
  amount: z.unknown(),
});
const enrolled = z.looseObject({ passkeyId: z.string(), fingerprint: digest, enrolment: digest, state: z.string(), proof });
const confirmed = z.looseObject({ passkeyId: z.string(), fingerprint: digest, proof });
const revoked = z.looseObject({ passkeyId: z.string() });
const proposed = z.looseObject({ number: z.int(), digest });
const signed = proposed.extend({ proof });

export type Claim =
  | ({ kind: "decision"; action: "approve" | "reject" | "cancel" } & z.output<typeof decided>)
  | ({ kind: "enrolled" } & z.output<typeof enrolled>)
  | ({ kind: "confirmed" } & z.output<typeof confirmed>)
  | ({ kind: "revoked" } & z.output<typeof revoked>)
  | ({ kind: "proposed" } & z.output<typeof proposed>)
  | ({ kind: "signed" } & z.output<typeof signed>);

const kinds = {
  "transfer.approve": ["decision", decided],
  "transfer.reject": ["decision", decided],
  "transfer.cancel": ["decision", decided],
  "passkey.enrol": ["enrolled", enrolled],
  "passkey.confirm": ["confirmed", confirmed],
  "passkey.revoke": ["revoked", revoked],
  "policy.propose": ["proposed", proposed],
  "policy.sign": ["signed", signed],
} as const;

/**
 * What an entry claims that can be checked; null where it claims nothing. Of a decision that is sent the intent carries it, of one
 * that is held its only entry does; what was refused, and what only says how something went on, claims nothing.
 * Throws a sentence where an entry says it in a form that cannot be read.
 */
export function claimOf({ kind, action, outcome, details }: EntryText): Claim | null {
  if (!Object.hasOwn(kinds, action) || outcome === "refused" || outcome === "not_done") return null;
  const [name, schema] = kinds[action as keyof typeof kinds];
  if (name === "decision" && kind !== "intent" && !("assurance" in details) && !("snapshot" in details)) return null;
  if (name !== "decision" && kind === "intent") return null;
  const parsed = schema.safeParse(details);
  if (!parsed.success) throw new Error(`it does not say what it must: ${parsed.error.issues[0]!.path.join(".")}`);
  return { ...parsed.data, kind: name, ...(name === "decision" ? { action: action.slice("transfer.".length) } : {}) } as Claim;
}

/** The evidence that a claim names by its hash. */
export function digestsOf(claim: Claim): string[] {
  const named = claim as { snapshot?: string | null; proof?: string | null; enrolment?: string };
  return [named.snapshot, named.proof, named.enrolment].filter((one) => typeof one === "string");
}
