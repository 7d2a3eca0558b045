import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { company } from "@/sandbox/company";
import { scopes } from "@/sandbox/portal/scopes";
import { Bank, type BankOptions } from "./bank";
import { Proofs } from "./dpop";
import { createApi, type AuthOptions } from "./server";

export const start = new Date("2026-07-15T14:00:00Z");

/** A bank without servers, whose real time a test moves by hand (`real.ms`). */
export function testBank(options: Partial<BankOptions> = {}) {
  const real = { ms: start.getTime() };
  const bank = new Bank({ company, now: start, executes: true, limitFactor: 1000, realNow: () => real.ms, ...options });
  const member = (name: string) => bank.state.company.members.find((one) => one.email === `${name}@example.com`)!;
  return { bank, real, member };
}

export const allScopes = scopes;

/**
 * The Customer API over such a bank. A token reads `member` or `member scope scope`, so that no portal is needed:
 * `as("approver.one")` answers a fetch with it.
 */
export async function testApi(options: Partial<BankOptions> = {}, auth: Partial<AuthOptions> = {}) {
  const kit = testBank(options);
  const reports: string[] = [];
  const api = createApi(
    kit.bank,
    {
      verifyAccessToken: async (token) => {
        const [name = "", ...scopes] = token.split("+");
        const member = kit.member(name);
        return member
          ? { memberId: member.id, customerId: kit.bank.state.company.customer_id, clientId: "test", scopes: scopes.length ? scopes : allScopes, jkt: null }
          : null;
      },
      requireDpop: false,
      requireSignature: false,
      signingKeys: () => [],
      proofs: new Proofs(kit.bank.realNow),
      ...auth,
    },
    (message) => void reports.push(message),
  );
  const server: Server = createServer(api);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  kit.bank.filesBase = url;
  const as =
    (token: string) =>
    (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${url}${path}`, {
        method,
        redirect: "manual",
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
  const close = async () => {
    kit.bank.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ...kit, url, as, reports, close };
}

let serial = 0;
/** A fresh id of the kind that callers mint, the same in every run. */
export const nextId = (): string => `0f0f0f0f-0000-4000-8000-${String((serial += 1)).padStart(12, "0")}`;
