import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { record } from "@/lib/audit/append";
import { db } from "@/lib/db/connection";
import { webhookEvent } from "@/lib/db/schema/webhook";
import { readListAddress } from "@/lib/lists/address";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import { searchText } from "../mirror/words";
import { lists } from "./index";
import { batches, block } from "./query";
import { totals } from "./totals";

let close: () => Promise<void>;
const [customerId, initiator, approver, transfer] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const at = (hour: number) => new Date(Date.UTC(2026, 5, 15, hour));

beforeAll(async () => {
  close = await openDesk(await testDatabase());
  const entry = (kind: "intent" | "outcome" | "event", action: string, who: [string, string] | null, hour: number, more: object = {}) =>
    record({
      customerId, at: at(hour), kind, action, correlationId: randomUUID(), subjectId: null, details: {},
      actor: who && { memberId: who[0], name: who[1] }, ...more,
    } as Parameters<typeof record>[0]);
  const [one, two] = [[initiator, "Initiator Öne"], [approver, "Approver One"]] as [string, string][];
  const correlationId = randomUUID();
  await entry("intent", "transfer.file", one!, 1, { subjectId: transfer, correlationId });
  await entry("outcome", "transfer.file", one!, 2, { subjectId: transfer, correlationId, outcome: "done" });
  await entry("outcome", "transfer.approve", two!, 3, { subjectId: transfer, outcome: "refused" });
  await entry("event", "session.refused", two!, 4);
  await entry("event", "mirror.rebuild", null, 29);
  await record({
    customerId: randomUUID(), at: at(1), kind: "event", action: "session.started", correlationId: randomUUID(),
    subjectId: null, details: {}, actor: null,
  });
  const event = (i: number, eventType: string, wire: string) => ({
    customerId, eventId: randomUUID(), endpointId: randomUUID(), eventType, happenedAt: at(i), receivedAt: at(i + 1), deliveries: i,
    about: { wire_id: wire }, search: searchText([eventType, "Wire sent"], { about: wire }),
  });
  await db()
    .insert(webhookEvent)
    .values([event(1, "transfers.wire.out.processing", transfer), event(2, "trades.tbill.matured", randomUUID()), event(3, "something.newer", transfer)]);
});
afterAll(() => close());

async function found(name: "audit" | "events", search: string, cell: string) {
  const list = lists.get(name)!;
  const query = readListAddress(list.definition, new URLSearchParams(search)).query!;
  const { rows } = await block(list, customerId, query, 0);
  const sent = [];
  for await (const some of batches(list, customerId, query, new AbortController().signal, 2)) sent.push(...some);
  expect(sent).toEqual(rows);
  expect(await totals(list, customerId, query)).toEqual({ count: rows.length, sums: {}, without: {} });
  return rows.map(({ cells }) => cells[cell]);
}

describe("the list of the record", () => {
  it.each([
    ["", [5, 4, 3, 2, 1]],
    ["sort=at", [1, 2, 3, 4, 5]],
    ["who=one+init", [2, 1]],
    ["who=desk", [5]],
    [`member=${approver}`, [4, 3]],
    ["what=refused+approve", [3]],
    ["what=filed", [2]],
    ["group=decisions", [3, 2, 1]],
    ["group=refusals", [4]],
    ["group=sessions,company", [5, 4]],
    ["group=somethingelse", []],
    ["outcome=done,refused", [3, 2]],
    ["kind=intent", [1]],
    [`subject=${transfer}&who=approver`, [3]],
    [`q=${transfer}+oné+file`, [2, 1]],
    ["q='--", []],
    ["at=2026-06-16..", [5]],
    ["position=2..3", [3, 2]],
  ])("%s", async (search, positions) => expect(await found("audit", search, "position")).toEqual(positions));

  it("has a cell for every column, and leads to the request that an entry is about", async () => {
    const list = lists.get("audit")!;
    const { rows } = await block(list, customerId, readListAddress(list.definition, new URLSearchParams()).query!, 0);
    for (const { cells } of rows) expect(Object.keys(cells).toSorted()).toEqual(list.definition.columns.map(({ id }) => id).toSorted());
    expect(rows.map(({ href }) => href)).toEqual([null, null, ...Array<string>(3).fill(`/approvals/${transfer}`)]);
  });
});

describe("the list of events", () => {
  it.each([
    ["", [3, 2, 1]],
    ["sort=event", [3, 2, 1]],
    ["sort=-event", [1, 2, 3]],
    ["event=trades.tbill.matured", [2]],
    [`about=${transfer.slice(0, 13)}`, [3, 1]],
    ["about=wire", []],
    ["q=wire", [3, 2, 1]],
    ["deliveries=2..", [3, 2]],
    ["happened=2026-06-14", [3, 2, 1]],
  ])("%s", async (search, deliveries) => expect(await found("events", search, "deliveries")).toEqual(deliveries));
});
