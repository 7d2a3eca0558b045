import "server-only";
import { now } from "@/lib/clock";
import type { Transaction } from "@/lib/db/connection";
import { schedule } from "../jobs";

export const lookKind = "request.look";

export interface Look {
  customerId: string;
  transferId: string;
}

/** A command about a request was done: has a job look at the request, so that people are told now and not at the next sweep. */
export const lookAgain = (tx: Transaction, commandId: string, payload: Look): Promise<void> =>
  schedule(tx, { kind: lookKind, key: `${payload.customerId}:${commandId}`, dueAt: now(), payload });
