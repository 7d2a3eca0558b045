import type { KeyObject } from "node:crypto";
import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { canonicalJson, isCanonical } from "@/lib/canonical";
import { sha256Hex } from "@/lib/sha256";
import { entryHashOf } from "./entry";
import { headFault, signedHead } from "./heads";
import { claimOf } from "./named";
import { ProofChecker } from "./proofs";
import type { EntryText } from "./verify";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Everything that it takes to check what was decided about one request, without the desk (docs/decisions/0012-evidence.md). Whole
 * are the entries about the request, those that made the passkeys used what they are, and those of the policy that was in force;
 * of the entries between them and the next signed head there are the hashes of their contents alone.
 */
const bundleSchema = z.strictObject({
  format: z.literal("countersign evidence"),
  version: z.literal(1),
  customerId: z.guid(),
  transferId: z.guid(),
  entries: z.array(z.strictObject({ position: z.int().min(1), canonical: z.string() })).min(1),
  /** Stretches of the chain, each from an entry that is here to the next signed head. */
  segments: z
    .array(z.strictObject({ from: z.int().min(1), prevHash: digest, contentHashes: z.array(digest).min(1), head: signedHead }))
    .min(1),
  /** By the hash that the entries name. */
  evidence: z.record(digest, z.json()),
  policies: z.array(z.strictObject({ number: z.int(), canonical: z.string() })),
});
export type Bundle = z.output<typeof bundleSchema>;

export interface BundleVerdict {
  /** What does not hold; the bundle proves what it says only where there is nothing. */
  faults: string[];
  /** What is in it, for showing; null where it cannot be read at all. */
  bundle: Bundle | null;
  entries: EntryText[];
}

interface Trusted {
  /** Public keys of the heads, from elsewhere than the bundle. */
  keys: readonly KeyObject[];
  /** Jiko's keys, where they were got elsewhere. */
  issuerKeys?: JSONWebKeySet;
}

function entriesOf({ entries, customerId }: Bundle, faults: string[]): EntryText[] {
  const read: EntryText[] = [];
  for (const { position, canonical } of entries) {
    try {
      const entry = JSON.parse(canonical) as EntryText;
      if (!isCanonical(canonical, entry)) faults.push(`entry ${position} is not in canonical form`);
      if (entry.version !== 1 || entry.customerId !== customerId) faults.push(`entry ${position} is of another customer or version`);
      if (entry.position !== position) faults.push(`entry ${position} says that it is entry ${entry.position}`);
      if (position <= (read.at(-1)?.position ?? 0)) faults.push(`entry ${position} is out of order`);
      read.push(entry);
    } catch {
      faults.push(`entry ${position} is not an entry`);
    }
  }
  return read;
}

function checkChain({ entries, segments, customerId }: Bundle, keys: readonly KeyObject[], faults: string[]): void {
  const contents = new Map(entries.map(({ position, canonical }) => [position, sha256Hex(canonical)]));
  const covered = new Set<number>();
  for (const { from, prevHash, contentHashes, head } of segments) {
    const place = `the chain from entry ${from} to ${head.position}`;
    if (!contents.has(from)) faults.push(`${place} does not begin with an entry that is here`);
    if (head.position !== from + contentHashes.length - 1) faults.push(`${place} is not as long as it says`);
    let entryHash = prevHash;
    contentHashes.forEach((hash, i) => {
      entryHash = entryHashOf(entryHash, hash);
      const content = contents.get(from + i);
      if (content === undefined) return;
      covered.add(from + i);
      if (content !== hash) faults.push(`entry ${from + i} is not the one in the chain: its text was changed`);
    });
    if (entryHash !== head.entryHash) faults.push(`${place} does not lead to its signed head`);
    if (head.customerId !== customerId) faults.push(`${place} has the head of another customer`);
    const fault = headFault(head, keys);
    if (fault) faults.push(`the head at entry ${head.position} does not hold: ${fault}`);
  }
  for (const position of contents.keys()) {
    if (!covered.has(position)) faults.push(`entry ${position} is in no chain that leads to a signed head`);
  }
}

/** Whether an entry belongs here: nothing else can hide among what is checked. */
function belongs(entry: EntryText, transferId: string): boolean {
  return entry.subjectId === transferId || claimOf(entry) !== null;
}

/** Verifies a bundle with nothing but itself and the keys of those who signed. Never takes a key of the heads out of the bundle. */
export async function verifyBundle(value: unknown, { keys, issuerKeys }: Trusted): Promise<BundleVerdict> {
  const parsed = bundleSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const fault = `this is not a bundle of evidence: ${issue!.path.join(".") || "as a whole"}: ${issue!.message}`;
    return { faults: [fault], bundle: null, entries: [] };
  }
  const bundle = parsed.data;
  const faults: string[] = [];
  const entries = entriesOf(bundle, faults);
  checkChain(bundle, keys, faults);

  const used = new Set<string>();
  const evidence = new Map<string, unknown>();
  for (const [name, one] of Object.entries(bundle.evidence)) {
    if (sha256Hex(canonicalJson(one)) === name) evidence.set(name, one);
    else faults.push(`the evidence ${name} was changed: it is not what its hash says`);
  }
  const open = (name: string) => {
    used.add(name);
    return evidence.has(name) ? { value: evidence.get(name) } : { fault: "is not in the bundle" };
  };
  const checker = new ProofChecker(open, issuerKeys);
  for (const entry of entries) {
    const fault = await checker.take(entry);
    if (fault) faults.push(`entry ${entry.position} (${entry.action}): ${fault}`);
    else if (!belongs(entry, bundle.transferId)) faults.push(`entry ${entry.position} has nothing to do with this request`);
  }
  for (const name of Object.keys(bundle.evidence)) if (!used.has(name)) faults.push(`no entry names the evidence ${name}`);
  for (const { number, canonical } of bundle.policies) {
    if (checker.policies.get(number)?.digest !== sha256Hex(canonical)) {
      faults.push(`version ${number} of the policy is not the one on record`);
    }
  }
  if (!entries.some(({ subjectId }) => subjectId === bundle.transferId)) faults.push("no entry is about this request");
  return { faults, bundle, entries };
}
