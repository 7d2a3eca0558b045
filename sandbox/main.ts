import { readFileSync } from "node:fs";
import { z } from "zod";
import { startSandbox } from "./start";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Settings of the sandbox as a program; sandbox/README.md lists them. */
const settings = z.object({
  SANDBOX_PORTAL_PORT: port(4400),
  SANDBOX_API_PORT: port(4401),
  SANDBOX_CONTROL_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SANDBOX_NOW: z.iso.datetime({ offset: true }).optional(),
  SANDBOX_EXECUTES: z.enum(["true", "false"]).default("true"),
  SANDBOX_STATE_FILE: z.string().min(1).optional(),
  SANDBOX_CLIENT_ID: z.string().min(1).default("countersign"),
  SANDBOX_CLIENT_PUBLIC_KEY_FILE: z.string().min(1),
  SANDBOX_CLIENT_KEY_ALG: z.enum(["PS256", "EdDSA"]).default("PS256"),
  SANDBOX_REDIRECT_URIS: z.string().min(1).default("http://localhost:3000/api/auth/callback/jiko"),
  SANDBOX_LIMIT_FACTOR: z.coerce.number().positive().default(1),
  SANDBOX_RESPONSE_MODE: z.enum(["query", "form_post"]).default("form_post"),
  SANDBOX_REQUIRE_DPOP: z.enum(["true", "false"]).default("false"),
  SANDBOX_SIGNING_KEY_FILE: z.string().min(1).optional(),
  SANDBOX_SIGNING_KEY_ID: z.string().min(1).default("countersign"),
  SANDBOX_REQUIRE_SIGNATURE: z.enum(["true", "false"]).default("false"),
});

const parsed = settings.safeParse(process.env);
if (!parsed.success) {
  console.error(`The sandbox cannot start:\n${z.prettifyError(parsed.error)}`);
  process.exit(1);
}
const env = parsed.data;

const starting = startSandbox({
  portalPort: env.SANDBOX_PORTAL_PORT,
  apiPort: env.SANDBOX_API_PORT,
  controlPort: env.SANDBOX_CONTROL_PORT ?? null,
  now: env.SANDBOX_NOW ? new Date(env.SANDBOX_NOW) : null,
  executes: env.SANDBOX_EXECUTES === "true",
  stateFile: env.SANDBOX_STATE_FILE ?? null,
  limitFactor: env.SANDBOX_LIMIT_FACTOR,
  responseMode: env.SANDBOX_RESPONSE_MODE,
  requireDpop: env.SANDBOX_REQUIRE_DPOP === "true",
  requireSignature: env.SANDBOX_REQUIRE_SIGNATURE === "true",
  clients: [
    {
      clientId: env.SANDBOX_CLIENT_ID,
      name: "Countersign",
      publicKeys: [{ pem: readFileSync(env.SANDBOX_CLIENT_PUBLIC_KEY_FILE, "utf8"), alg: env.SANDBOX_CLIENT_KEY_ALG }],
      redirectUris: env.SANDBOX_REDIRECT_URIS.split(",").map((one) => one.trim()),
      grants: ["authorization_code", "refresh_token"],
      signingKeys: env.SANDBOX_SIGNING_KEY_FILE
        ? [{ keyId: env.SANDBOX_SIGNING_KEY_ID, pem: readFileSync(env.SANDBOX_SIGNING_KEY_FILE, "utf8") }]
        : [],
    },
  ],
});
const sandbox = await starting.catch((error: unknown) => {
  console.error(`The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

const control = sandbox.controlUrl ? ` control ${sandbox.controlUrl}` : "";
console.log(`Sandbox ready: portal ${sandbox.portalUrl} api ${sandbox.apiUrl}${control}`);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  void sandbox.close().then(() => process.exit(0));
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
