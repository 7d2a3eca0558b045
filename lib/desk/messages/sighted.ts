import "server-only";
import type { Transaction } from "@/lib/db/connection";
import { announce } from "./announce";
import { newsOf, type Sighting } from "./news";
import { noteActs, recordOutside, watchedSince } from "./outside";
import { manyOutside, mostAlarms, outsideTellings } from "./outside-words";

interface Seen {
  customerId: string;
  sightings: readonly Sighting[];
  /** The bank's time when they were read. */
  seenAt: Date;
}

/**
 * Requests were read at Jiko, by whatever looks at them (the sweep, the copy, a look after a command): people are told what is
 * new, and what did not pass through the desk goes on record and is an alarm. In one transaction with what the reader keeps, so
 * that each change is told once and none is lost. Safe to repeat.
 */
export async function sighted(tx: Transaction, { customerId, sightings, seenAt }: Seen): Promise<void> {
  const byId = new Map<string, Sighting>(sightings.map((one) => [one.request.id.toLowerCase(), one]));
  if (byId.size === 0) return;
  const requests = [...byId.values()].map(({ request }) => request);
  const since = await watchedSince(tx, customerId, seenAt);
  const outside = await noteActs(tx, customerId, requests, { since, seenAt });
  const news = [...byId.values()].flatMap((one) => newsOf(one, { since, at: seenAt }));
  const each = () => outside.flatMap((act) => outsideTellings(byId.get(act.transferId)!.request, act));
  const alarms = outside.length > mostAlarms ? [manyOutside(outside.length, seenAt)] : each();
  await announce(tx, customerId, [...alarms, ...news]);
  // Last, because appends of one customer wait for each other until the transaction ends.
  for (const act of outside) await recordOutside(tx, customerId, act, seenAt);
}
