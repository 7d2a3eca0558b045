import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { company } from "@/sandbox/company";
import { noteSignIn } from "@/sandbox/company/members";
import { Bank } from "./bank/bank";
import type { CallLine } from "./bank/calls";
import { Proofs } from "./bank/dpop";
import { play } from "./bank/play";
import { createApi, noteStatus } from "./bank/server";
import type { SigningKey } from "./bank/signature";
import { createControl } from "./control/server";
import { createPortal, type Portal, type PortalClient } from "./portal/portal";
import { StateFile } from "./state-file";

export interface SandboxClient extends PortalClient {
  /** Public keys (PEM) of HTTP message signing. */
  signingKeys?: SigningKey[];
}

export interface SandboxOptions {
  clients: SandboxClient[];
  /** 0: any free port. */
  portalPort?: number;
  apiPort?: number;
  /** Null (the default): no control port. */
  controlPort?: number | null;
  /** Where the banking clock starts; it then ticks. Null: real now. */
  now?: Date | null;
  seed?: number;
  /** False: approved requests stay APPROVED, as in Jiko's own sandbox. */
  executes?: boolean;
  /** Keeps the company over restarts; null: each start is fresh. Sign-ins are never kept. */
  stateFile?: string | null;
  requireDpop?: boolean;
  requireSignature?: boolean;
  /** Multiplies Jiko's rate limits. */
  limitFactor?: number;
  responseMode?: "query" | "form_post";
}

export interface Sandbox {
  portalUrl: string;
  apiUrl: string;
  /** Null when the control port is off. */
  controlUrl: string | null;
  /** `host:port` that download links point to. */
  filesHost: string;
  close(): Promise<void>;
}

/** Listens on loopback; what the listener is may be decided once the port is known. */
async function listen(port: number): Promise<{ server: Server; url: string; use(listener: RequestListener): void }> {
  let listener: RequestListener = (_, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, url, use: (chosen) => void (listener = chosen) };
}

const shut = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** The portal among the same faults, holds and list of calls as the API. */
function watched(portal: Portal, bank: Bank): RequestListener {
  return (request, response) => {
    const method = request.method ?? "GET";
    const path = (request.url ?? "/").split("?")[0]!;
    const target = { operation: null, method, path, member: null };
    const line: CallLine = { server: "portal", ...target, status: null, fault: null, requestId: randomUUID(), at: new Date().toISOString() };
    bank.calls.add(line);
    noteStatus(response, line);
    const run = async () => portal.handler(request, response);
    play(bank.faults, bank.holds, target, response, run, (kind) => (line.fault = kind)).catch((error: unknown) => {
      console.error("sandbox: the portal failed:", error);
      response.destroy();
    });
  };
}

/** Starts portal, Customer API and, when asked, control port on 127.0.0.1. Rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const file = options.stateFile ? new StateFile(options.stateFile) : null;
  const saved = file?.read() ?? null;
  const snapshot = () => ({ state: bank.state, now: bank.now().toISOString() });
  const bank: Bank = new Bank({
    company,
    now: options.now ?? null,
    seed: options.seed,
    executes: options.executes ?? true,
    limitFactor: options.limitFactor ?? 1,
    saved,
    onChange: () => file?.later(snapshot),
  });
  const servers: Server[] = [];
  const open = async (port: number) => {
    const listening = await listen(port);
    servers.push(listening.server);
    return listening;
  };
  try {
    const portalSide = await open(options.portalPort ?? 0);
    const apiSide = await open(options.apiPort ?? 0);
    const controlSide = options.controlPort === null || options.controlPort === undefined ? null : await open(options.controlPort);
    bank.filesBase = apiSide.url;
    const portal = createPortal({
      issuer: portalSide.url,
      clients: options.clients,
      members: () => bank.state.company.members.map((one) => ({ ...one, phone: null, customerId: bank.state.company.customer_id })),
      password: "countersign",
      code: "000000",
      defaultResponseMode: options.responseMode,
      requireDpop: options.requireDpop,
      pocketNames: () => bank.state.company.pockets.filter((one) => one.status !== "CLOSED").map((one) => one.pocket_name),
      onSignIn: (memberId) => {
        noteSignIn(bank.state.company, memberId, bank.now());
        bank.changed();
      },
    });
    bank.signOut = (memberId) => portal.revokeMember(memberId);
    portalSide.use(watched(portal, bank));
    apiSide.use(
      createApi(bank, {
        verifyAccessToken: (token) => portal.verifyAccessToken(token),
        requireDpop: options.requireDpop ?? false,
        requireSignature: options.requireSignature ?? false,
        signingKeys: (clientId) => options.clients.find((one) => one.clientId === clientId)?.signingKeys ?? [],
        proofs: new Proofs(),
      }),
    );
    controlSide?.use(createControl({ bank, portal }));
    return {
      portalUrl: portalSide.url,
      apiUrl: apiSide.url,
      controlUrl: controlSide?.url ?? null,
      filesHost: new URL(apiSide.url).host,
      async close() {
        bank.stop();
        await Promise.all(servers.map(shut));
        file?.write(snapshot());
      },
    };
  } catch (error) {
    bank.stop();
    await Promise.all(servers.map(shut));
    throw error;
  }
}
