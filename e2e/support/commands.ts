import { randomUUID } from "node:crypto";
import type { DecisionAction } from "../../lib/approvals/types";
import type { CompanyState } from "../../sandbox/company/types";
import type { Bank } from "./bank";
import { deskOf, wire, type DeskClient } from "./desk-client";
import { openRecord, type Record } from "./record";
import { appUrl, members, test as base, type MemberName } from "./test";

interface Fixtures {
  /** A member at the product's routes, signed in; the same session for every call of a test. */
  desk: (member: MemberName) => Promise<DeskClient>;
  record: Record;
}

/** Tests of the commands, without pages. */
export const test = base.extend<Fixtures>({
  desk: async ({}, use) => {
    const signedIn = new Map<MemberName, Promise<DeskClient>>();
    await use((member) => {
      const found = signedIn.get(member) ?? deskOf(members[member], appUrl());
      signedIn.set(member, found);
      return found;
    });
  },
  record: async ({}, use) => {
    const record = openRecord();
    await use(record);
    await record.close();
  },
});

/** One command of a test: who sends it, what, and what to look for afterwards. */
export interface Sent {
  name: string;
  /** The one operation of Jiko's that it calls to change something. */
  operation: string;
  who: DeskClient;
  input: unknown;
  commandId: string;
  transferId: string;
  /** How often it took effect, by the bank's own books. */
  effects: (company: CompanyState) => number;
}

/** What is sent to do the same again: a signature counts once, so whoever approves again signs again. */
export const anew = async ({ who, name, input, transferId }: Sent): Promise<unknown> =>
  name === "transfer.approve" ? who.decision(transferId, "approve") : input;

const requestIn = (company: CompanyState, id: string) => company.requests.filter((one) => one.id === id);
const decisions = (company: CompanyState, id: string, decision: string) =>
  requestIn(company, id).flatMap(({ reviewers }) => reviewers.filter((one) => one.decision === decision)).length;
/** Wires that left for a request, and rows that took its money out of the pocket: both at once or neither. */
export function payments(company: CompanyState, id: string): number {
  const wires = company.wires.filter((one) => one.id === id).length;
  const rows = company.transactions.filter(({ type, details }) => type === "WIRE" && details.wire_id === id).length;
  if (wires !== rows) throw new Error(`${wires} wires but ${rows} transactions`);
  return wires;
}

/**
 * The four commands, each about a request of its own and by a member of its own, so that a test can play one fault to all
 * of them at once. The calls at the bank are counted from here on.
 */
export async function fourCommands(desk: Fixtures["desk"], bank: Bank): Promise<Sent[]> {
  const [adminTwo, initiatorOne, initiatorTwo, adminOne, approverOne, approverTwo] = await Promise.all(
    (["adminTwo", "initiatorOne", "initiatorTwo", "adminOne", "approverOne", "approverTwo"] as const).map(desk),
  );
  const [toApprove, toCancel, toReject] = await Promise.all([initiatorOne!, initiatorTwo!, adminOne!].map((who) => who.filed(wire())));
  const draftId = randomUUID();
  const one = async (action: DecisionAction, who: DeskClient, transferId: string, effects: Sent["effects"]): Promise<Sent> => {
    const [name, operation] = [`transfer.${action}`, `transferRequests.${action}`];
    return { name, operation, who, input: await who.decision(transferId, action), commandId: randomUUID(), transferId, effects };
  };
  const sent = await Promise.all([
    {
      name: "transfer.file", operation: "transferRequests.create", who: adminTwo!, commandId: randomUUID(), transferId: draftId,
      input: { draftId, values: wire() },
      effects: (company: CompanyState) => requestIn(company, draftId).length,
    },
    one("approve", approverOne!, toApprove!, (company) => {
      const [decided, paid] = [decisions(company, toApprove!, "APPROVED"), payments(company, toApprove!)];
      if (decided !== paid) throw new Error(`${decided} approvals but ${paid} payments`);
      return decided;
    }),
    one("reject", approverTwo!, toReject!, (company) => decisions(company, toReject!, "REJECTED")),
    one("cancel", initiatorTwo!, toCancel!, (company) => {
      return requestIn(company, toCancel!).filter(({ status }) => status === "CANCELED").length;
    }),
  ]);
  await bank.clearCalls();
  return sent;
}

/** A value per command, by its name: what a table of the four is compared with. */
export const each = <Value>(sent: readonly Sent[], value: (one: Sent, index: number) => Value): { [name: string]: Value } =>
  Object.fromEntries(sent.map((one, index) => [one.name, value(one, index)]));

/** `each` for what must be asked for. */
export const eachOf = async <Value>(sent: readonly Sent[], ask: (one: Sent) => Promise<Value>): Promise<{ [name: string]: Value }> =>
  Object.fromEntries(await Promise.all(sent.map(async (one) => [one.name, await ask(one)] as const)));

/** How often a command took effect at the bank, once everything that was approved has run. */
export async function effectsOf(sent: readonly Sent[], bank: Bank): Promise<{ [name: string]: number }> {
  await bank.advance("PT1M");
  const company = await bank.state();
  return each(sent, ({ effects }) => effects(company));
}

/** How many writing calls reached the bank, with what was answered (null: nothing, or not in full). */
export async function writesOf(sent: readonly Sent[], bank: Bank): Promise<{ [name: string]: (number | null)[] }> {
  const calls = await bank.calls();
  return each(sent, ({ operation }) => calls.filter((one) => one.operation === operation).map(({ status }) => status));
}

/**
 * What reached the bank's API, without the late looks that jobs of earlier tests take at their own requests, and at the team to
 * tell of them: of these only the ones about the transfers that are named count.
 */
export async function reached(bank: Bank, ...transferIds: string[]) {
  const calls = (await bank.calls()).filter(({ server }) => server === "api");
  return calls.filter(({ operation, path }) => operation !== "team.list" && (operation !== "transferRequests.get" || transferIds.some((id) => path.includes(id))));
}
