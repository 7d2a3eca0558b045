import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { counterparty, CreateCounterparty } from "@/lib/jiko/counterparties";
import { failingPayee } from "./payees";
import { testApi } from "./testing";

let kit: Awaited<ReturnType<typeof testApi>>;
beforeAll(async () => {
  kit = await testApi();
});
afterAll(() => kit.close());
beforeEach(() => kit.bank.reset());

const path = "/api/v2/counterparties/";
const name = { type: "business" as const, business_name: "Sample Newcomer LLC" };
const address = { street_address: "1 Sample Way", street_address2: null, city: "Columbus", postal_code: "43004", state: "OH", country: "US" };
const bodies: Record<string, CreateCounterparty> = {
  wire: { routing_number: "021000021", identifier: "000111", address, wire_instructions: "For account 7", counterparty_name: name },
  international_wire: {
    bic: "EXMPDEFF", identifier: "DE89370400440532013000", identifier_type: "IBAN", address: { ...address, state: null, country: "DE" },
    institution_name: "Beispielbank AG", institution_address: { ...address, country: "DE" }, wire_instructions: null, counterparty_name: name,
  },
  ach: { routing_number: "011000015", account_number: "000222", account_type: "SAVINGS", counterparty_name: name },
  on_us: { account_number: "400100200588", counterparty_name: { type: "individual", first_name: "First", middle_name: null, last_name: "Last" } },
  crypto_wallet: { network: "SOLANA", address: "11111111111111111111111111111111", counterparty_name: name },
};
type Wired = z.input<typeof counterparty> & { detail: { loc: string[] }[] };
const send = async (method: string, to: string, body?: unknown, who = "initiator.one") => {
  const answer = await kit.as(who)(method, to, body);
  return { status: answer.status, body: (await answer.json()) as Wired };
};
const later = (ms: number) => kit.bank.moveTo(new Date(kit.bank.now().getTime() + ms));

describe("counterparties.create", () => {
  it.each(Object.entries(bodies))("keeps every field of a %s, PENDING until it is checked and VERIFIED then", async (type, sent) => {
    const { status, body } = await send("POST", path, sent);
    expect([status, body]).toMatchObject([201, { ...sent, type, status: "PENDING", verification: { type: "unverified" } }]);
    later(59_000);
    expect((await send("GET", `${path}${body.id}/`)).body).toMatchObject({ status: "PENDING" });
    later(1_000);
    expect((await send("GET", `${path}${body.id}/`)).body).toMatchObject({ ...sent, status: "VERIFIED", verification: { type: "name_match" } });
  });

  it("does not pass the check under the name that is there for it", async () => {
    const { body } = await send("POST", path, { ...bodies.on_us, counterparty_name: { type: "business", business_name: failingPayee } });
    later(60_000);
    expect((await send("GET", `${path}${body.id}/`)).body.status).toBe("FAILED");
  });

  it.each([
    ["a field of another shape", { ...bodies.on_us, network: "SOLANA" }, "network"],
    ["no state", { ...bodies.wire, address: { ...address, state: null } }, "state"],
    ["a routing number whose check digit is wrong", { ...bodies.wire, routing_number: "021000022" }, "routing_number"],
    ["eleven digits", { ...bodies.on_us, account_number: "40010020058" }, "account_number"],
    ["a network that it does not know", { ...bodies.crypto_wallet, network: "SOMECHAIN" }, "network"],
  ])("answers 422 naming the field for %s", async (_, sent, field) => {
    const { status, body } = await send("POST", path, sent);
    expect(status).toBe(422);
    expect(body.detail.map(({ loc }) => loc.at(-1))).toContain(field);
  });

  it("is for initiators and admins alone", async () => {
    expect((await send("POST", path, bodies.ach, "approver.one")).status).toBe(403);
    expect((await send("POST", path, bodies.ach, "viewer.one")).status).toBe(403);
    expect((await send("POST", path, bodies.ach, "admin.one")).status).toBe(201);
  });
});

describe("counterparties.update", () => {
  const payee = (status: string) => kit.bank.state.company.counterparties.find((one) => one.status === status)!;
  const change = (id: string, status: string, who?: string) => send("PATCH", `${path}${id}/`, { status }, who);

  it("unlinks and links again, and once only", async () => {
    const { id } = payee("VERIFIED");
    expect((await change(id, "UNLINKED")).body.status).toBe("UNLINKED");
    expect((await change(id, "UNLINKED")).status).toBe(409);
    expect((await change(id, "LINKED")).body.status).toBe("LINKED");
    expect((await change(id, "LINKED")).status).toBe(409);
  });

  it.each(["PENDING", "FAILED"])("answers 409 for a payee that is %s", async (status) => {
    for (const wanted of ["LINKED", "UNLINKED"]) expect((await change(payee(status).id, wanted)).status).toBe(409);
  });

  it("refuses other roles, unknown payees and other states", async () => {
    const { id } = payee("LINKED");
    expect((await change(id, "UNLINKED", "approver.one")).status).toBe(403);
    expect((await change("0f0f0f0f-0000-4000-8000-000000000000", "LINKED")).status).toBe(404);
    expect((await change(id, "VERIFIED")).status).toBe(422);
  });
});

describe("wires", () => {
  const wires = async (query: string) => {
    const answer = await kit.as("viewer.one")("GET", `/api/v1/wires/?limit=100${query}`);
    return ((await answer.json()) as { items: { id: string; direction: string; pocket_id: string; created_at: string }[] }).items;
  };

  it("come newest first, by pocket and direction", async () => {
    const all = await wires("");
    const times = all.map((one) => Date.parse(one.created_at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const incoming = await wires(`&direction=INCOMING&pocket_id=${all[0]!.pocket_id}`);
    expect(incoming.length).toBeGreaterThan(3);
    expect(incoming).toEqual((await wires("&direction=INCOMING")).filter((one) => one.pocket_id === all[0]!.pocket_id));
    const one = await kit.as("viewer.one")("GET", `/api/v1/wires/${incoming[0]!.id}/`);
    expect(await one.json()).toEqual(incoming[0]);
    expect((await kit.as("viewer.one")("GET", "/api/v1/wires/0f0f0f0f-0000-4000-8000-000000000000/")).status).toBe(404);
  });
});
