import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "@/lib/jiko/contract";
import { fillPath } from "@/lib/jiko/operation";
import { idFrom } from "./company/wire";
import { controlClient, type Control } from "./control/client";
import type { OpId } from "./bank/types";
import { startSandbox, type Sandbox } from "./start";
import { discover, signInAs, testClient } from "./testing";

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const receivables = "9768478b-0549-4497-9d42-132df6d38e11";
const wire = (id: string) => ({
  transfer: {
    id,
    type: "WIRE",
    origin_pocket_id: operating,
    counterparty_id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa",
    amount: { type: "REQUESTED_AMOUNT", amount_usdc: 12_345 },
    description: "Every operation",
  },
  reviewers: [],
});
const ids = [1, 2, 3].map((n) => `0e0e0e0e-0000-4000-8000-00000000000${n}`) as [string, string, string];

const services = idFrom("application Example Robotics Services LLC");
const owner = idFrom("related party Example Robotics Services LLC Owner");
/** Of the seed. */
const archive = idFrom("subscription of the wire archive");
const subscription = {
  events: ["transfers.wire.out.success"],
  url: "https://hooks.example.com/jiko",
  shared_secret: "a secret of sixteen or more",
};

interface Sent {
  as?: string;
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  /** Raw bytes instead of a body. */
  file?: { type: string; text: string; name?: string };
  /** Another call first: what this one works on. */
  before?: () => Promise<unknown>;
}

let sandbox: Sandbox;
let control: Control;
const tokens = new Map<string, string>();

async function call(id: OpId, { as = "viewer.one", params, query = "", body, file }: Sent = {}): Promise<Response> {
  const op = contract.find((one) => one.id === id)!;
  if (file) {
    const headers = {
      authorization: `Bearer ${tokens.get(as)}`,
      "content-type": file.type,
      ...(file.name ? { "content-disposition": `attachment; filename="${file.name}"` } : {}),
    };
    return fetch(`${sandbox.apiUrl}${fillPath(op.path, params)}`, { method: op.method, headers, body: Buffer.from(file.text) });
  }
  return fetch(`${sandbox.apiUrl}${fillPath(op.path, params)}${query}`, {
    method: op.method,
    redirect: "manual",
    headers: { authorization: `Bearer ${tokens.get(as)}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const create = (id: string) => call("transferRequests.create", { as: "initiator.one", body: wire(id) });

/** One call for every operation: an operation that is added to the contract does not compile without one. */
const calls: Record<OpId, Sent> = {
  "agreements.get": {},
  "applications.list": { query: "?limit=100" },
  "applications.create": { as: "admin.one", body: { id: ids[0], name: "Every operation LLC" } },
  "applications.get": { params: { application_id: ids[0] } },
  "applications.update": { as: "admin.one", params: { application_id: ids[0] }, body: { entity_type: "LLC" } },
  "applications.apply": { as: "admin.one", params: { application_id: idFrom("application Example Robotics Parts LLC") }, body: {} },
  "relatedParties.list": { params: { application_id: services } },
  "relatedParties.create": { as: "admin.one", params: { application_id: services }, body: { title: "Director", roles: ["CONTROL_PERSON"] } },
  "relatedParties.update": { as: "admin.one", params: { application_id: services, related_party_id: owner }, body: { title: "Owner" } },
  "relatedParties.delete": { as: "admin.one", params: { application_id: services, related_party_id: owner } },
  "applicationDocuments.list": { params: { application_id: idFrom("application Example Robotics Leasing LLC") } },
  "documents.upload": {
    as: "admin.one",
    params: { document_id: idFrom("document Example Robotics Leasing LLC EIN_CONFIRMATION") },
    file: { type: "application/pdf", text: "%PDF-1.7 every operation", name: "every operation.pdf" },
  },
  "customerDocuments.upload": { as: "admin.one", params: { document_type: "OTHER" }, file: { type: "image/png", text: "\x89PNG\r\n\x1a\n" } },
  "notifications.list": { as: "approver.one" },
  "notifications.update": {
    as: "approver.one",
    params: { notification_id: idFrom("notification maintenance 860095cd-a39a-44f0-9254-ace221f1b3c0") },
    body: { status: "UNREAD" },
  },
  "customer.get": {},
  "customer.beneficialOwners": {},
  "memberships.list": {},
  "team.list": {},
  "team.create": { as: "admin.one", body: { name: "Every Operation", email: "every.operation@example.com", role: "VIEWER" } },
  "team.auditLog": { query: "?timestamp_from=2026-07-01T00:00:00Z" },
  "team.get": { params: { member_id: "a56d1b1c-08f0-46c5-b53e-e81e3dc261b0" } },
  "team.update": { as: "admin.one", params: { member_id: "e4358d4d-2583-4e32-b9fe-6c6dd8239cdc" }, body: { role: "VIEWER" } },
  "pockets.list": { query: "?limit=100" },
  "pockets.get": { params: { pocket_id: operating } },
  "pockets.earnings": { params: { pocket_id: operating }, query: "?period=ytd" },
  "pockets.allEarnings": { query: "?period=range&date_from=2026-05-01&date_to=2026-06-30" },
  "pockets.create": {
    as: "admin.one",
    body: { pocket_name: "Every operation", deposit_strategy_id: "UST-4W", reinvestment_strategy_id: "UST-13W" },
  },
  "pockets.update": { as: "admin.one", params: { pocket_id: operating }, body: { pocket_name: "Operating" } },
  "portals.listAll": { query: "?limit=100" },
  "portals.list": { params: { pocket_id: operating } },
  "portals.create": { as: "admin.one", params: { pocket_id: operating }, body: { name: "Every operation" } },
  "portals.update": { as: "admin.one", params: { pocket_id: operating, portal_id: receivables }, body: { name: "Receivables" } },
  "portals.fundingInstructions": { params: { pocket_id: operating, portal_id: receivables } },
  "tradingStrategies.list": {},
  "transactions.list": { query: `?limit=100&pocket%5B%5D=${operating}&order=asc` },
  "transactions.get": {},
  "trades.list": { query: "?limit=100&book_date_from=2026-06-01" },
  "trades.confirmation": {},
  "reports.list": { query: "?limit=100" },
  "reports.create": { body: { type: "BANK_STATEMENT_REPORT", output_formats: ["CAMT053"], account_ids: [operating], report_date: "2026-07-14" } },
  "reports.get": {},
  "statements.list": { query: "?limit=100&key=2026-06" },
  "counterparties.list": { query: "?limit=100" },
  "counterparties.create": {
    as: "initiator.one",
    body: { account_number: "400100200588", counterparty_name: { type: "business", business_name: "Sample Newcomer LLC" } },
  },
  "counterparties.update": { as: "initiator.one", body: { status: "LINKED" } },
  "counterparties.get": { params: { counterparty_id: "a5582861-9b9f-410c-b515-fcabd9ddc5aa" } },
  "events.list": { query: "?limit=100&after=2026-07-01T00:00:00Z" },
  "subscriptions.list": { query: "?limit=100" },
  "subscriptions.create": { as: "admin.one", body: subscription },
  "subscriptions.get": { params: { subscription_id: archive } },
  "subscriptions.update": { as: "admin.one", params: { subscription_id: archive }, body: { description: "Every operation" } },
  "subscriptions.delete": { as: "admin.one", params: { subscription_id: archive } },
  "transferRequests.list": { query: "?limit=100" },
  "transferRequests.get": { params: { transfer_id: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd" } },
  "transferRequests.create": { as: "initiator.one", body: wire(ids[0]) },
  "transferRequests.approve": { as: "approver.one", params: { transfer_id: ids[0] }, body: {} },
  "transferRequests.reject": { as: "approver.one", params: { transfer_id: ids[1] }, body: { reason: "No" }, before: () => create(ids[1]) },
  "wires.list": { query: "?limit=100" },
  "wires.get": {},
  "transferRequests.cancel": { as: "initiator.one", params: { transfer_id: ids[2] }, body: {}, before: () => create(ids[2]) },
};

beforeAll(async () => {
  const test = testClient();
  sandbox = await startSandbox({ clients: [test.client], controlPort: 0, now: new Date("2026-07-15T14:00:00Z"), limitFactor: 1000, responseMode: "query" });
  control = controlClient(sandbox.controlUrl!);
  const config = await discover(sandbox, test);
  for (const member of ["viewer.one", "initiator.one", "approver.one", "admin.one"]) tokens.set(member, (await signInAs(config, { member })).access_token);
  const { items } = (await (await call("transactions.list", { query: "?limit=1" })).json()) as { items: { id: string }[] };
  calls["transactions.get"].params = { id: items[0]!.id };
  const bought = (await (await call("trades.list", { query: "?limit=100" })).json()) as { items: { id: string; pocket_id: string; activity: string }[] };
  const { id, pocket_id } = bought.items.find(({ activity }) => activity === "BUY")!;
  calls["trades.confirmation"].params = { account_id: pocket_id, trade_id: id };
  const wires = (await (await call("wires.list", { query: "?limit=1" })).json()) as { items: { id: string }[] };
  calls["wires.get"].params = { wire_id: wires.items[0]!.id };
  const unlinked = (await (await call("counterparties.list", { query: "?status=UNLINKED" })).json()) as { items: { id: string }[] };
  calls["counterparties.update"].params = { counterparty_id: unlinked.items[0]!.id };
  const reports = (await (await call("reports.list", { query: "?limit=1" })).json()) as { items: { id: string }[] };
  calls["reports.get"].params = { report_request_id: reports.items[0]!.id };
});
afterAll(() => sandbox.close());

describe("every operation of the contract", () => {
  it.each(contract.map((op) => [op.id, op] as const))("%s answers as the contract says, over HTTP with a real sign-in", async (id, op) => {
    await calls[id].before?.();
    const answer = await call(id, calls[id]);
    const read = () => (op.media === "application/json" ? answer.json() : answer.text());
    const file = op.success === 307 ? { location: answer.headers.get("location") } : undefined;
    const body: unknown = op.success === 204 || op.success === 307 ? file : await read();
    expect([answer.status, body]).toEqual([op.success, op.success === 204 ? undefined : expect.anything()]);
    const parsed = op.answer.safeParse(body);
    expect(parsed.error?.issues).toBeUndefined();
    if (typeof body === "object" && body && "items" in body) expect((body.items as unknown[]).length).toBeGreaterThan(0);
  });

  it("was called by all of that", async () => {
    const called = new Set((await control.calls()).map((line) => line.operation));
    expect(contract.map((op) => op.id).filter((id) => !called.has(id))).toEqual([]);
  });
});

describe("cursor lists", () => {
  it("give every row once, whatever the page size", async () => {
    const walk = async (limit: number) => {
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
        const page = (await (await call("trades.list", { query: `?limit=${limit}&account%5B%5D=${operating}${from}` })).json()) as {
          items: { id: string }[];
          next_page: string | null;
        };
        seen.push(...page.items.map((one) => one.id));
        cursor = page.next_page;
      }
      return seen;
    };
    const [large, small] = [await walk(100), await walk(37)];
    expect(small).toEqual(large);
    expect(new Set(large).size).toBe(large.length);
  });
});

describe("tokens and the control port", () => {
  it("lists what was issued, kills access tokens and ends sign-ins", async () => {
    const known = await control.tokens();
    expect(known.some(({ kind, value }) => kind === "access_token" && value === tokens.get("viewer.one"))).toBe(true);
    await control.expireTokens("viewer.one");
    expect((await call("customer.get")).status).toBe(401);
    expect((await call("customer.get", { as: "approver.one" })).status).toBe(200);
    await control.revoke("approver.one");
    expect((await call("customer.get", { as: "approver.one" })).status).toBe(401);
  });

  it("keeps every token and body out of the list of calls", async () => {
    const lines = JSON.stringify(await control.calls());
    for (const { value } of await control.tokens()) expect(lines).not.toContain(value);
    expect(lines).not.toContain("Every operation");
  });
});
