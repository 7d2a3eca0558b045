import { generateKeyPairSync, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrate } from "@/lib/db/migrate";
import { environment } from "@/lib/env";
import { createDatabase, startCluster } from "./database";
import { freePort } from "./free-port";
import { makeAuditKey } from "./keys";
import { inherited, start, untilAnswers } from "./process";
import { appUrl, startProduct, type Product } from "./product";

/** Everything the product needs, on this machine: database, sandbox, keys. Used by demo, development, tests and benchmarks. */
export interface Stack {
  portalUrl: string;
  apiUrl: string;
  /** null unless asked for. */
  controlUrl: string | null;
  /** Where the keys made for this run lie: a temporary folder. */
  folder: string;
  /** The database as the role that owns it: for tests, which put back what the product may not. */
  ownerUrl: string;
  /** What a product process needs to know, for the address it is opened at. */
  productEnv(appUrl: string, changes?: Record<string, string>): Record<string, string>;
  /** Starts a product process on a port of its own, or on `port`; the redirect address must be one of `appPorts`. */
  product(options: { port: number; dev?: boolean; echo?: boolean; env?: Record<string, string> }): Promise<Product>;
  stop(): Promise<void>;
  /** Stops everything and passes the fault on: for a script that has nothing left to do without a product. */
  giveUp(fault: unknown): Promise<never>;
}

interface Options {
  /** Ports that product processes will listen on: their redirect addresses are registered with the sandbox. */
  appPorts: number[];
  control?: boolean;
  durable?: boolean;
  /** Settings of the sandbox (see sandbox/README.md). */
  sandbox?: Record<string, string>;
  portalPort?: number;
  apiPort?: number;
}

const node = process.execPath;
const root = path.join(import.meta.dirname, "..");
const customer = "e5fe84a1-124e-4b76-bbec-fe231ec833e1";
const clientId = "countersign-local";
// Next reads a file .env into what is not set: settings made for a deployment must not reach a stack that is not it.
const unset = Object.fromEntries(Object.keys(environment.shape).map((name) => [name, ""]));

export async function startStack(options: Options): Promise<Stack> {
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  endOnSignal(stop);
  try {
    const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const privateFile = path.join(folder, "client-key.pem");
    const publicFile = path.join(folder, "client-key.public.pem");
    await writeFile(privateFile, keys.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    await writeFile(publicFile, keys.publicKey.export({ type: "spki", format: "pem" }));

    const auditKey = await makeAuditKey(path.join(folder, "audit-key.pem"));

    const cluster = await startCluster({ durable: options.durable ?? true });
    undo.push(() => cluster.stop());
    // The package that runs PostgreSQL ends our process on a signal as soon as the server is down, before the rest has ended.
    endOnSignal(stop);
    const database = await createDatabase(cluster.adminUrl, "countersign");
    await migrate(database.ownerUrl);

    const portalPort = await freePort(options.portalPort);
    const apiPort = await freePort(options.apiPort);
    const controlPort = options.control ? await freePort() : null;
    const sandbox = start(node, ["--import", "tsx", path.join(root, "sandbox/main.ts")], {
      env: {
        ...inherited,
        SANDBOX_PORTAL_PORT: String(portalPort),
        SANDBOX_API_PORT: String(apiPort),
        SANDBOX_CLIENT_ID: clientId,
        SANDBOX_CLIENT_PUBLIC_KEY_FILE: publicFile,
        SANDBOX_CLIENT_KEY_ALG: "PS256",
        SANDBOX_REDIRECT_URIS: options.appPorts.map((port) => `${appUrl(port)}/api/auth/callback/jiko`).join(","),
        ...(controlPort ? { SANDBOX_CONTROL_PORT: String(controlPort) } : {}),
        ...options.sandbox,
      },
    });
    undo.push(() => sandbox.stop());
    const [portalUrl, apiUrl] = [`http://127.0.0.1:${portalPort}`, `http://127.0.0.1:${apiPort}`];
    await untilAnswers(`${apiUrl}/sandbox/clock`, sandbox);

    const vaultKeys = `local:${randomBytes(32).toString("base64")}`;
    const secret = randomBytes(32).toString("hex");
    const productEnv = (url: string, changes: Record<string, string> = {}): Record<string, string> => ({
      ...unset,
      APP_URL: url,
      JIKO_API_URL: apiUrl,
      JIKO_ISSUER_URL: portalUrl,
      JIKO_CLIENT_ID: clientId,
      JIKO_CLIENT_KEY_FILE: privateFile,
      JIKO_RESPONSE_MODE: "query",
      JIKO_CUSTOMER_IDS: customer,
      JIKO_DOWNLOAD_HOSTS: new URL(apiUrl).host,
      DATABASE_URL: database.runtimeUrl,
      VAULT_KEYS: vaultKeys,
      SESSION_SECRET: secret,
      AUDIT_KEY_FILE: auditKey.file,
      AUDIT_HEADS_FILE: path.join(folder, "audit-heads.jsonl"),
      CLOCK_URL: `${apiUrl}/sandbox/clock`,
      ...changes,
    });

    return {
      portalUrl,
      apiUrl,
      controlUrl: controlPort ? `http://127.0.0.1:${controlPort}` : null,
      folder,
      ownerUrl: database.ownerUrl,
      productEnv,
      async product({ port, env, ...how }) {
        const product = await startProduct({ port, env: productEnv(appUrl(port), env), ...how });
        undo.push(() => product.stop());
        return product;
      },
      stop,
      async giveUp(fault) {
        await stop();
        throw fault;
      },
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Ends everything, and this process, when the terminal or whoever started us says so. Takes the place of other listeners. */
function endOnSignal(stop: () => Promise<void>): void {
  let ending = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void stop().finally(() => process.exit(0));
    });
  }
}
