import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { JikoError } from ".";
import { tradesConfirmation } from "../trades";
import { startFaultServer, type Fault, type FaultServer } from "./testing/fault-server";
import { bearer, clientOf, errorOf, ids } from "./testing/fixtures";

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.close());

const params = { account_id: ids.pocket, trade_id: ids.other };
const to = (location?: string): Fault => ({ status: 307, headers: location === undefined ? {} : { location } });
const ask = () => {
  const { jiko, lines } = clientOf(server);
  return { lines, link: jiko.as(bearer()).call(tradesConfirmation, { params }) };
};

describe("a redirect to a file", () => {
  test.each([
    ["on another host", () => "https://files.example.com/a.pdf?sig=hush", () => "https://files.example.com/a.pdf?sig=hush"],
    ["on the same host, told as a path", () => "/files/a.pdf?sig=hush", () => `${server.url}/files/a.pdf?sig=hush`],
  ])("%s is handed on and never followed: the token would go along", async (_, location, expected) => {
    server.script(to(location()));
    const { link, lines } = ask();
    expect(await link).toEqual({ location: expected() });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]!.url).toBe(`/api/v1/accounts/${ids.pocket}/trades/${ids.other}/confirmation/`);
    expect(lines).toMatchObject([{ operation: "trades.confirmation", status: 307, problem: null }]);
    expect(inspect(lines, { depth: 9 })).not.toContain("hush");
  });

  test.each<[string, Fault, string]>([
    ["without a place", to(), "upstream_contract"],
    ["to what is no address", to("http://"), "upstream_contract"],
    ["of another kind", { status: 302, headers: { location: "https://files.example.com/a.pdf?sig=hush" } }, "upstream_contract"],
    ["that is none", { body: { location: "https://files.example.com/a.pdf?sig=hush" } }, "upstream_contract"],
    ["to a trade that has no confirmation", { status: 404, body: { detail: "Not found" } }, "not_found"],
  ])("%s is an error", async (_, fault, code) => {
    server.script(fault);
    const { link, lines } = ask();
    const error = await errorOf(link);
    expect(error).toBeInstanceOf(JikoError);
    expect(error).toMatchObject({ code, effect: "none" });
    expect(inspect([error, lines], { depth: 9, showHidden: true })).not.toContain("hush");
  });
});
