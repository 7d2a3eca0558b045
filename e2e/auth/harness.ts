import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { closeDatabase } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import * as schema from "@/lib/db/schema";
import { env, type Environment } from "@/lib/env";
import { createPortal } from "@/sandbox/portal/portal";
import type { Portal, PortalMember } from "@/sandbox/portal/types";
import { testDatabase } from "@/scripts/database";

export const appUrl = "http://localhost:3999";
export const customerId = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";
const otherCustomer = "0c7f3c1e-6d0e-4b0e-9a57-3f4f4bb7b001";

const member = (number: number, email: string, name: string, role: string, customer = customerId): PortalMember => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  email: `${email}@example.com`,
  name,
  phone: null,
  customerId: customer,
  role,
  status: "ACTIVE",
});

/** People of the stand-in. What memberships and team say of them is asked of these rows, so a test can change a row. */
export const people = {
  admin: member(1, "admin.one", "Admin One", "ADMIN"),
  initiator: member(2, "initiator.one", "Initiator One", "INITIATOR"),
  approver: member(3, "approver.one", "Approver One", "APPROVER"),
  stranger: member(4, "stranger.one", "Stranger One", "ADMIN", otherCustomer),
};

export interface TokenCall {
  grant: string;
  status: number;
}

/** What the token endpoint does to the next call of a grant: cut the line before or after the effect, or answer 503. */
export type Fault = "drop-before" | "drop-after" | "unavailable";

async function listen(listener: RequestListener) {
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  return { url, stop };
}

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** The product's sign-in on a real PostgreSQL and the sandbox's portal, with the little of the Customer API that it needs. */
export async function startAuth(changes: Record<string, string> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-auth-"));
  const keys = {
    PS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
    EdDSA: generateKeyPairSync("ed25519"),
    /** The service's next key, registered beside its first. */
    next: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  };
  const keyFiles = { PS256: path.join(folder, "ps256.pem"), EdDSA: path.join(folder, "eddsa.pem"), next: path.join(folder, "next.pem") };
  for (const name of ["PS256", "EdDSA", "next"] as const) {
    await writeFile(keyFiles[name], keys[name].privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  const publicPem = (name: keyof typeof keys) => keys[name].publicKey.export({ type: "spki", format: "pem" }).toString();

  const tokenCalls: TokenCall[] = [];
  const faults: { grant: string; fault: Fault }[] = [];
  const revoked: string[] = [];
  const paths: string[] = [];

  /** In front of the portal: counts token calls and plays faults. A body that was read is handed on. */
  const front: RequestListener = (request, response) => {
    void (async () => {
      const url = request.url ?? "/";
      paths.push(url.split("?")[0]!);
      if (!url.startsWith("/api/oauth2/token") && !url.startsWith("/api/oauth2/logout")) return portal.handler(request, response);
      const text = await read(request);
      const form = new URLSearchParams(text);
      if (url.startsWith("/api/oauth2/logout")) revoked.push(form.get("refresh_token") ?? "");
      const grant = form.get("grant_type") ?? "logout";
      const at = faults.findIndex((one) => one.grant === grant);
      const fault = at < 0 ? null : faults.splice(at, 1)[0]!.fault;
      if (fault === "drop-before") return void request.socket.destroy();
      if (fault === "unavailable") return void response.writeHead(503, { "content-type": "text/html" }).end("<h1>Down</h1>");
      if (fault === "drop-after") dropAnswer(response, request);
      response.on("finish", () => tokenCalls.push({ grant, status: response.statusCode }));
      // oidc-provider takes a body that somebody read already from here.
      Object.assign(request, { body: Object.fromEntries(form) });
      portal.handler(request, response);
    })();
  };
  const portalServer = await listen(front);
  const grants = ["authorization_code", "refresh_token"] as const;
  const portal: Portal = createPortal({
    issuer: portalServer.url,
    clients: [
      ...(["PS256", "EdDSA"] as const).map((alg) => ({
        clientId: `desk-${alg}`,
        name: "Countersign",
        publicKeys: [{ pem: publicPem(alg), alg }],
        redirectUris: [`${appUrl}/api/auth/callback/jiko`],
        grants,
      })),
      {
        clientId: "service", redirectUris: [], grants: ["client_credentials"],
        publicKeys: [{ pem: publicPem("PS256"), alg: "PS256" }, { pem: publicPem("next"), alg: "PS256" }],
      },
    ],
    members: () => Object.values(people),
    password: "countersign",
    code: "000000",
  });

  const api = { teamStatus: 200, memberships: null as null | object[] };
  const apiServer = await listen((request, response) => {
    void answerApi(request, response);
  });
  async function answerApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: object) =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    const holder = token ? await portal.verifyAccessToken(token) : null;
    if (!holder || (holder.jkt !== null) !== (scheme === "DPoP")) return send(401, { detail: "Unauthorized" });
    const list = (items: object[]) => send(200, { items, next_page: null, prev_page: null });
    const url = request.url ?? "/";
    if (url.startsWith("/api/v1/user/memberships/")) {
      const own = Object.values(people).filter(({ id }) => id === holder.memberId);
      const membership = ({ id, customerId: customer, role, status }: PortalMember) => ({
        member_id: id, customer_id: customer, customer_name: "Example Robotics Inc.", role, status,
      });
      return list(api.memberships ?? own.map(membership));
    }
    if (!url.startsWith("/api/v1/team/")) return send(404, { detail: "No" });
    if (api.teamStatus !== 200) return send(api.teamStatus, { detail: "No" });
    const created_at = "2026-01-05T09:00:00Z";
    return list(Object.values(people).map(({ id, name, email, role, status }) => ({ id, name, email, role, status, created_at })));
  }

  const database = await testDatabase();
  await migrate(database.ownerUrl);
  const settings: Record<string, string> = {
    APP_URL: appUrl,
    JIKO_API_URL: apiServer.url,
    JIKO_ISSUER_URL: portalServer.url,
    JIKO_CLIENT_ID: "desk-PS256",
    JIKO_CLIENT_KEY_FILE: keyFiles.PS256,
    JIKO_RESPONSE_MODE: "query",
    JIKO_PAR: "true",
    JIKO_CUSTOMER_IDS: customerId,
    JIKO_DEADLINE_SECONDS: "5",
    DATABASE_URL: database.runtimeUrl,
    VAULT_KEYS: `test:${randomBytes(32).toString("base64")}`,
    SESSION_SECRET: randomBytes(32).toString("hex"),
    LOG_LEVEL: "silent",
    ...changes,
  };
  Object.assign(process.env, settings);
  const owner = drizzle(database.ownerUrl, { schema });

  return {
    portal,
    portalUrl: portalServer.url,
    settings,
    keyFiles,
    tokenCalls,
    revoked,
    paths,
    api,
    /** The database as its owner, behind the product's back. */
    owner,
    failNext: (grant: string, fault: Fault) => void faults.push({ grant, fault }),
    /** Changes settings of this process; answers what puts them back. */
    set(values: Partial<Environment>) {
      const [before, keys] = [{ ...env() }, process.env.VAULT_KEYS];
      Object.assign(env(), values);
      // The one setting that is read past env().
      if (values.VAULT_KEYS) process.env.VAULT_KEYS = values.VAULT_KEYS;
      return () => {
        Object.assign(env(), before);
        process.env.VAULT_KEYS = keys;
      };
    },
    async stop() {
      await closeDatabase();
      await (owner.$client as unknown as { end(): Promise<void> }).end();
      await database.drop();
      await portalServer.stop();
      await apiServer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type Auth = Awaited<ReturnType<typeof startAuth>>;

/** The call takes effect, the answer never arrives. */
function dropAnswer(response: ServerResponse, request: IncomingMessage): void {
  const cut = () => (request.socket.destroy(), response);
  Object.assign(response, { write: () => true, end: cut });
}
