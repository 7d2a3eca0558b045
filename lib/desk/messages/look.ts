import "server-only";
import { bankingNow, now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import { borrowed, type BackgroundClient } from "../background";
import { registerJob, type Job, type JobResult } from "../jobs";
import { orAbsent } from "../sources";
import { lookKind, type Look } from "./look-again";
import { sighted } from "./sighted";

/** While nobody is signed in through whom it could be read, this is how often it is tried again. */
const withoutTokenMs = 15_000;

/** Looks at one request at Jiko. */
export async function look(
  { payload: { customerId, transferId } }: Pick<Job<Look>, "payload">,
  clientFor: BackgroundClient = borrowed,
): Promise<JobResult> {
  const client = await clientFor(customerId, transferRequestsGet.scope);
  if (!client) return new Date(now().getTime() + withoutTokenMs);
  const seenAt = await bankingNow();
  const request = await orAbsent(client.call(transferRequestsGet, { params: { transfer_id: transferId } }));
  if (request) await db().transaction((tx) => sighted(tx, { customerId, sightings: [{ request, before: null }], seenAt }));
  return "done";
}

export const registerLookJob = (): void => registerJob<Look>(lookKind, (one) => look(one));
