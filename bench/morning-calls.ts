import { contract } from "../lib/jiko/contract";
import { rateLimits, type RateGroup } from "../lib/jiko/rate-limits";
import type { CallLine } from "../sandbox/bank/calls";
import type { Figure } from "./metrics";

const windowMs = 60_000;

/** The most of these moments (milliseconds) that lie within any minute. */
export function mostInAMinute(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let [most, first] = [0, 0];
  for (let last = 0; last < sorted.length; last++) {
    while (sorted[last]! - sorted[first]! >= windowMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Things by what they have in common. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const groupOf = new Map<string, RateGroup>(contract.map((op) => [op.id, op.group]));

/** Calls as the sandbox saw them, by group of limits: how many, how many in the worst minute of a member, and how many were refused. */
export function byGroup(calls: readonly CallLine[]): string[][] {
  const api = calls.flatMap((one) => (one.server === "api" && one.operation ? [{ ...one, group: groupOf.get(one.operation)! }] : []));
  const rows = [...grouped(api, ({ group }) => group)].map(([group, some]) => {
    const callers = [...grouped(some, ({ member }) => member).values()];
    const worst = Math.max(...callers.map((own) => mostInAMinute(own.map(({ at }) => Date.parse(at)))));
    const limit = rateLimits[group].perMinute;
    return { group, calls: some.length, worst, limit, share: worst / limit, refused: some.filter(({ status }) => status === 429).length };
  });
  return rows
    .sort((a, b) => b.share - a.share)
    .map(({ group, calls, worst, limit, share, refused }) => [group, ...[calls, worst, limit].map(String), `${(share * 100).toFixed(0)} %`, String(refused)]);
}

/** The operations that were called most. */
export function byOperation(calls: readonly CallLine[], most: number): string[][] {
  return [...grouped(calls, ({ operation, path }) => operation ?? path)]
    .map(([operation, some]) => [operation, some.length] as const)
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([operation, count]) => [operation, String(count)]);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Seconds that calls of a share waited for the budget, as far as the buckets of the histogram tell: how many, p50, p99, longest. */
export function waitsOf(figures: readonly Figure[], share: string): { count: number; p50: string; p99: string; longest: string } {
  const buckets = new Map<number, number>();
  for (const { name, labels, value } of figures) {
    if (name !== "countersign_jiko_wait_seconds_bucket" || labels.share !== share) continue;
    const edge = labels.le === "+Inf" ? Infinity : Number(labels.le);
    buckets.set(edge, (buckets.get(edge) ?? 0) + value);
  }
  const count = buckets.get(Infinity) ?? 0;
  const within = (part: number) => {
    const edge = [...buckets].sort((a, b) => a[0] - b[0]).find(([, below]) => below >= count * part)?.[0] ?? 0;
    return count === 0 ? "–" : edge === Infinity ? "over 30 s" : `under ${edge} s`;
  };
  return { count, p50: within(0.5), p99: within(0.99), longest: within(1) };
}
