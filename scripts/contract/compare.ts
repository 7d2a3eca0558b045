import type { Described } from "./describe";
import type { Field, Fields } from "./schema";

export interface Verdict {
  /** What does not agree: the contract must be corrected. */
  differences: string[];
  /** What the file says beyond the contract without contradicting it: it may be worth reading. */
  notes: string[];
}

type Way = "sent" | "read";

const words = (some: Iterable<string>): string => [...some].sort().join(" or ") || "anything";
const fits = (inner: Set<string>, outer: Set<string>): boolean =>
  inner.size === 0 || outer.size === 0 || [...inner].every((type) => outer.has(type) || (type === "integer" && outer.has("number")));
const minus = (a: Set<string>, b: Set<string>): string[] => [...a].filter((one) => !b.has(one)).sort();

/** `items[].status` lies in `items[]`; what stands at the top lies in the body itself. */
function parentOf(path: string, fields: Fields): string {
  const parent = path.endsWith("[]") ? path.slice(0, -2) : path.replace(/\.?[^.]*$/, "");
  // The brackets of a parameter are part of its name.
  return fields.has(parent) ? parent : "";
}

const comparedFormats = new Set(["uuid", "date", "date-time", "uri"]);
const formatsOf = ({ formats }: Field): Set<string> => new Set([...formats].filter((one) => comparedFormats.has(one)));

function compareField(at: string, ours: Field, theirs: Field, way: Way, { differences, notes }: Verdict): void {
  const typed = way === "read" ? fits(theirs.types, ours.types) : fits(ours.types, theirs.types);
  if (!typed) differences.push(`${at}: ${words(ours.types)} here, ${words(theirs.types)} in the file`);
  const [ourFormats, theirFormats] = [formatsOf(ours), formatsOf(theirs)];
  if (typed && ourFormats.size > 0 && theirFormats.size > 0 && minus(theirFormats, ourFormats).length > 0) {
    differences.push(`${at}: form ${words(ourFormats)} here, ${words(theirFormats)} in the file`);
  }
  if (way === "read" && theirs.nullable && !ours.nullable) differences.push(`${at}: may be null in the file`);
  if (way === "sent" && ours.nullable && !theirs.nullable) notes.push(`${at}: never null in the file`);
  if (way === "read" && ours.required && !theirs.required) differences.push(`${at}: required here, optional in the file`);
  if (way === "sent" && theirs.required && !ours.required) differences.push(`${at}: optional here, required in the file`);
  if (!ours.values || !theirs.values) {
    if (theirs.values) notes.push(`${at}: the file names its values: ${[...theirs.values].sort().join(", ")}`);
    return;
  }
  const [more, fewer] = [minus(theirs.values, ours.values), minus(ours.values, theirs.values)];
  if (more.length > 0) differences.push(`${at}: the file also has ${more.join(", ")}`);
  if (fewer.length > 0) differences.push(`${at}: the file does not have ${fewer.join(", ")}`);
}

/** Fields that only one side has; of a part that is missing as a whole its uppermost field alone. */
const onlyIn = (a: Fields, b: Fields): string[] =>
  [...a.keys()].filter((path) => !b.has(path) && (b.has(parentOf(path, a)) || !a.has(parentOf(path, a))));

function compareFields(name: string, ours: Fields, theirs: Fields, way: Way, verdict: Verdict): void {
  const at = (path: string) => (path ? `${name} ${path}` : name);
  for (const [path, field] of ours) {
    const other = theirs.get(path);
    if (other) compareField(at(path), field, other, way, verdict);
  }
  const [here, there] = [onlyIn(ours, theirs), onlyIn(theirs, ours)];
  const renamed = new Set<string>();
  for (const path of here) {
    const alike = there.filter((one) => parentOf(one, theirs) === parentOf(path, ours) && words(theirs.get(one)!.types) === words(ours.get(path)!.types));
    const rivals = here.filter((one) => parentOf(one, ours) === parentOf(path, ours));
    if (alike.length === 1 && rivals.length === 1) {
      renamed.add(alike[0]!);
      verdict.differences.push(`${at(path)}: not in the file, which has ${alike[0]!} instead`);
    } else verdict.differences.push(`${at(path)}: not in the file`);
  }
  for (const path of there.filter((one) => !renamed.has(one))) {
    const needed = way === "sent" && theirs.get(path)!.required;
    if (needed) verdict.differences.push(`${at(path)}: required in the file, not known here`);
    else verdict.notes.push(`${at(path)}: only in the file`);
  }
}

const bare = (path: string): string => path.replace(/\{\w+\}/g, "{}");

/** How one operation of the contract and one of the file agree. */
export function compare(ours: Described, theirs: Described): Verdict {
  const verdict: Verdict = { differences: [], notes: [] };
  const { differences, notes } = verdict;
  if (ours.method !== theirs.method) differences.push(`method: ${ours.method} here, ${theirs.method} in the file`);
  if (bare(ours.path) !== bare(theirs.path)) differences.push(`path: ${ours.path} here, ${theirs.path} in the file`);
  else if (ours.path !== theirs.path) notes.push(`path: the file calls its parameters otherwise, ${theirs.path}`);
  if (ours.operationId !== theirs.operationId) notes.push(`operation id: ${theirs.operationId ?? "none"} in the file`);
  const shared = ours.success.some((status) => theirs.success.includes(status));
  if (!shared) differences.push(`success: ${ours.success.join(", ")} here, ${theirs.success.join(", ") || "none named"} in the file`);
  if (theirs.scopes && minus(new Set(theirs.scopes), new Set(ours.scopes)).length > 0) {
    differences.push(`scope: ${ours.scopes?.join(", ")} here, ${theirs.scopes.join(", ")} in the file`);
  }
  const headers = minus(new Set(theirs.headers), new Set([...ours.headers, "authorization"]));
  if (headers.length > 0) differences.push(`header ${headers.join(", ")}: required in the file`);
  compareFields("query", ours.query, theirs.query, "sent", verdict);
  compareBodies(ours, theirs, verdict);
  if (ours.answer && theirs.answer) compareFields("answer", ours.answer, theirs.answer, "read", verdict);
  else if (ours.answer) notes.push("answer: the file does not describe it");
  else if (theirs.answer) notes.push("answer: JSON in the file, not read here");
  return verdict;
}

function compareBodies(ours: Described, theirs: Described, verdict: Verdict): void {
  const { differences, notes } = verdict;
  if (ours.body && theirs.body) compareFields("body", ours.body, theirs.body, "sent", verdict);
  else if (ours.body) differences.push("body: JSON is sent here, the file takes none");
  else if (theirs.body && theirs.bodyRequired) differences.push("body: the file requires JSON, none is sent here");
  else if (theirs.body) notes.push("body: the file takes JSON");
  const media = minus(new Set(ours.bodyMedia), new Set(theirs.bodyMedia));
  if (media.length > 0 && theirs.bodyMedia.length > 0) differences.push(`body: ${media.join(", ")} is sent here, ${theirs.bodyMedia.join(", ")} in the file`);
}

export type Compared = { ours: Described; theirs: Described | null; verdict: Verdict | null };

/** Pairs the operations: by operation id, then by method and path. What the file has beyond them comes last. */
export function compareAll(ours: readonly Described[], theirs: readonly Described[]): { compared: Compared[]; onlyTheirs: Described[] } {
  const free = new Set(theirs);
  const claim = (fitting: (one: Described) => boolean): Described | null => {
    const found = [...free].find(fitting) ?? null;
    if (found) free.delete(found);
    return found;
  };
  const pairs = new Map<Described, Described | null>();
  const place = ({ method, path }: Described) => `${method} ${bare(path)}`;
  for (const one of ours) {
    const found = claim((other) => place(other) === place(one) && other.operationId === one.operationId);
    if (found) pairs.set(one, found);
  }
  for (const one of ours.filter((some) => !pairs.has(some))) {
    const found = claim((other) => other.operationId === one.operationId) ?? claim((other) => place(other) === place(one));
    pairs.set(one, found);
  }
  const compared = ours.map((one) => {
    const other = pairs.get(one) ?? null;
    return { ours: one, theirs: other, verdict: other && compare(one, other) };
  });
  return { compared, onlyTheirs: [...free] };
}
