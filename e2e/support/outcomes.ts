import { expect } from "@playwright/test";
import type { Bank } from "./bank";
import { payments } from "./commands";
import type { DeskClient } from "./desk-client";

type Answer = Awaited<ReturnType<DeskClient["send"]>>;

/** An answer as `200 done` or `409 conflict`. */
export const short = ({ status, body }: { status: number; body: { state?: string; code?: string } }): string =>
  `${status} ${body.state ?? body.code}`;
export const sorted = (answers: Answer[]): string[] => answers.map(short).sort();

/** Signs a request as it is shown now. */
export const approves = async (who: DeskClient, transferId: string): Promise<Answer> =>
  who.send("transfer.approve", await who.decision(transferId, "approve"));

/** What every writing call at the bank was answered. */
export const writes = async (bank: Bank): Promise<(number | null)[]> =>
  (await bank.calls()).filter(({ server, method }) => server === "api" && method !== "GET").map(({ status }) => status);

/** Until so many calls are held at the bank. */
export const waiting = (bank: Bank, count: number): Promise<void> => expect.poll(async () => (await bank.held()).length).toBe(count);

/** What became of a request at the bank, once everything that was approved has run. */
export async function requestNow(bank: Bank, transferId: string) {
  await bank.advance("PT1M");
  const company = await bank.state();
  const { status, reviewers } = company.requests.find(({ id }) => id === transferId)!;
  return { status, decisions: reviewers.map(({ decision }) => decision), payments: payments(company, transferId) };
}
