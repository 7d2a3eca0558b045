import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testApi } from "./testing";

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const receivables = "9768478b-0549-4497-9d42-132df6d38e11";
const nobody = "11111111-1111-4111-8111-111111111111";

let api: Awaited<ReturnType<typeof testApi>>;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(() => api.bank.reset());

const admin = (method: string, path: string, body?: unknown) => api.as("admin.one")(method, `/api/v2${path}`, body);
const company = () => api.bank.state.company;
const wanted = { pocket_name: "Tax reserve", deposit_strategy_id: "UST-4W", reinvestment_strategy_id: "UST-13W" };
const open = async () => (await (await admin("POST", "/pockets/", wanted)).json()) as { id: string };

describe("a new pocket", () => {
  it("is open, empty and has one portal", async () => {
    const answer = await admin("POST", "/pockets/", wanted);
    const pocket = (await answer.json()) as { id: string };
    expect([answer.status, pocket]).toMatchObject([201, { ...wanted, status: "OPEN", attributes: [], portfolio: { total_value: { value: 0 }, securities: [] } }]);
    const { items } = (await (await admin("GET", `/pockets/${pocket.id}/portals/`)).json()) as { items: unknown[] };
    expect(items).toMatchObject([{ name: "Tax reserve", status: "OPEN", type: "BANK_ACCOUNT", account_number: expect.stringMatching(/^\d{12}$/) }]);
    const earned = await admin("GET", `/pockets/${pocket.id}/earnings/?period=ytd`);
    expect(await earned.json()).toMatchObject({ earnings: { value: 0 } });
  });

  it.each([
    ["the strategy of a week", { ...wanted, deposit_strategy_id: "UST-1W" }, "deposit_strategy_id"],
    ["an unknown strategy", { ...wanted, reinvestment_strategy_id: "UST-99W" }, "reinvestment_strategy_id"],
    ["no name", { ...wanted, pocket_name: "" }, "pocket_name"],
    ["a name that is too long", { ...wanted, pocket_name: "x".repeat(129) }, "pocket_name"],
  ])("is refused with %s", async (_, body, field) => {
    const answer = await admin("POST", "/pockets/", body);
    expect([answer.status, await answer.json()]).toMatchObject([422, { detail: [{ loc: ["body", field] }] }]);
  });
});

describe("a pocket", () => {
  it("is renamed, and buys what its new strategy says", async () => {
    const answer = await admin("PATCH", `/pockets/${operating}/`, { pocket_name: "Main", deposit_strategy_id: "UST-26W" });
    expect([answer.status, await answer.json()]).toMatchObject([200, { pocket_name: "Main", deposit_strategy_id: "UST-26W" }]);
    expect((await admin("PATCH", `/pockets/${operating}/`, { deposit_strategy_id: "UST-1W" })).status).toBe(422);
    expect((await admin("PATCH", `/pockets/${operating}/`, {})).status).toBe(422);
    expect((await admin("PATCH", `/pockets/${nobody}/`, { pocket_name: "x" })).status).toBe(404);
  });

  it("is closed under the rules alone, with its portals, for good", async () => {
    const { id } = await open();
    const close = (of: string, body: object = { closure_reason: "Done" }) => admin("PATCH", `/pockets/${of}/`, { status: "CLOSED", ...body });
    expect(await (await close(operating)).json()).toEqual({ detail: "The pocket is not empty" });
    expect((await close(operating)).status).toBe(409);
    expect((await close(id, {})).status).toBe(422);
    for (const one of company().pockets) if (one.id !== id && one.status === "OPEN") one.status = "FROZEN";
    expect([(await close(id)).status, await (await close(id)).json()]).toEqual([409, { detail: "The last open pocket cannot be closed" }]);
    company().pockets[0]!.status = "OPEN";
    expect([(await close(id)).status, (await close(id)).status]).toEqual([200, 409]);
    expect(company().portals.filter((one) => one.pocket_id === id).map((one) => one.status)).toEqual(["CLOSED"]);
    expect((await admin("PATCH", `/pockets/${id}/`, { pocket_name: "Again" })).status).toBe(409);
  });
});

describe("portals", () => {
  const path = `/pockets/${operating}/portals/`;
  it("are listed for all pockets and for one, each of them belonging to a pocket", async () => {
    const all = (await (await admin("GET", "/portals/?limit=100")).json()) as { items: { pocket_id: string }[] };
    expect(all.items.length).toBe(company().portals.length);
    for (const { id } of company().pockets) expect(all.items.some((one) => one.pocket_id === id)).toBe(true);
    const one = (await (await admin("GET", path)).json()) as { items: { status: string; type: string }[] };
    expect(one.items.map(({ status, type }) => `${status} ${type}`)).toEqual([
      "OPEN BANK_ACCOUNT",
      "OPEN BANK_ACCOUNT",
      "CLOSED BANK_ACCOUNT",
      "OPEN CRYPTO_ADDRESS",
    ]);
    expect((await admin("GET", `/pockets/${nobody}/portals/`)).status).toBe(404);
  });

  it("belong to the pocket of every movement that names one", () => {
    const pocketOf = new Map(company().portals.map((one) => [one.id, one.pocket_id]));
    const named = company().transactions.filter((one) => (one.type === "ACH" || one.type === "WIRE") && one.details.portal_id);
    expect(named.length).toBeGreaterThan(100);
    for (const one of named) expect(pocketOf.get((one.details as { portal_id: string }).portal_id)).toBe(one.pocket_id);
  });

  it("are made, renamed without a body in the answer, and closed once", async () => {
    const made = await admin("POST", path, { name: "Refunds" });
    const { id, account_number } = (await made.json()) as { id: string; account_number: string };
    expect([made.status, account_number]).toEqual([201, expect.stringMatching(/^\d{12}$/)]);
    const change = (body: unknown, of = id) => admin("PATCH", `${path}${of}/`, body);
    const renamed = await change({ name: "Repayments" });
    expect([renamed.status, await renamed.text(), renamed.headers.get("content-type")]).toEqual([204, "", null]);
    expect((await change({ status: "CLOSED" })).status).toBe(204);
    expect((await change({ status: "CLOSED" })).status).toBe(412);
    expect((await change({ name: "x" })).status).toBe(412);
    expect((await change({ status: "OPEN" })).status).toBe(422);
    expect((await change({})).status).toBe(422);
    expect((await change({ name: "x".repeat(51) })).status).toBe(422);
    expect((await change({ name: "x" }, nobody)).status).toBe(404);
    const chain = await admin("POST", path, { name: "Chain", type: "CRYPTO_ADDRESS", network: "ETHEREUM" });
    expect(await chain.json()).toMatchObject({ account_number: null, network: "ETHEREUM", address: expect.stringMatching(/^0x[0-9a-f]{40}$/) });
    expect((await admin("POST", path, { name: "Chain", type: "CRYPTO_ADDRESS" })).status).toBe(422);
    expect((await admin("POST", `/pockets/${nobody}/portals/`, { name: "x" })).status).toBe(404);
  });

  it("tell a payer what is needed, with the network address where the pocket is on JikoNet", async () => {
    const instructions = async (pocket: string, portal: string) => {
      const answer = await admin("GET", `/pockets/${pocket}/portals/${portal}/funding-instructions/`);
      return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
    };
    const known = { status: 200, beneficiary_name: "Example Robotics Inc.", routing_number: "011000015" };
    expect(await instructions(operating, receivables)).toMatchObject({ ...known, account_number: "900012345678", network_address: expect.stringMatching(/^\d{12}$/) });
    const reserve = company().portals.find(({ name }) => name === "Reserve")!;
    expect(await instructions(reserve.pocket_id, reserve.id)).toMatchObject({ ...known, network_address: null });
    expect((await instructions(operating, reserve.id)).status).toBe(404);
    expect((await instructions(operating, company().portals.find(({ type }) => type === "CRYPTO_ADDRESS")!.id)).status).toBe(404);
  });
});

it("everyone reads, only an admin writes", async () => {
  for (const who of ["initiator.one", "approver.one", "viewer.one"]) {
    const as = api.as(who);
    expect((await as("GET", "/api/v2/portals/")).status).toBe(200);
    expect((await as("POST", "/api/v2/pockets/", wanted)).status).toBe(403);
    expect((await as("PATCH", `/api/v2/pockets/${operating}/`, { pocket_name: "x" })).status).toBe(403);
    expect((await as("POST", `/api/v2/pockets/${operating}/portals/`, { name: "x" })).status).toBe(403);
    expect((await as("PATCH", `/api/v2/pockets/${operating}/portals/${receivables}/`, { name: "x" })).status).toBe(403);
  }
});
