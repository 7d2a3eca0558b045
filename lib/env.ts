import "server-only";
import { z } from "zod";
import { rails, type Rail } from "./approvals/policy/types";

const flag = z.enum(["true", "false"]).default("false").transform((value) => value === "true");
const seconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const list = z
  .string()
  .default("")
  .transform((value) => value.split(",").map((one) => one.trim()).filter(Boolean));
/** `wire=17:00,usdc=16:30`: hours of the company's time zone by rail. */
const cutOffs = z
  .string()
  .default("")
  .transform((value, context) => {
    const pairs = value.split(",").map((one) => one.trim()).filter(Boolean).map((one) => one.split("="));
    for (const [rail = "", time = ""] of pairs) {
      if (!(rails as readonly string[]).includes(rail) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
        context.addIssue({ code: "custom", message: `Write rail=hh:mm with one of ${rails.join(", ")}` });
      }
    }
    return pairs as [rail: Rail, time: string][];
  });
const url = z.url().transform((value) => value.replace(/\/$/, ""));

/** Every setting of the product. The README's table is written from here; a test compares the two. */
export const environment = z
  .object({
    APP_URL: url.describe("Address people open; next-auth, the origin check and passkeys are fed from it alone"),
    JIKO_API_URL: url.describe("Jiko's Customer API"),
    JIKO_ISSUER_URL: url.describe("Jiko's authorization server"),
    JIKO_CLIENT_ID: z.string().min(1).describe("The OAuth client registered at Jiko"),
    JIKO_CLIENT_KEY_FILE: z.string().min(1).describe("Private key (PEM, PKCS8) of that client, outside the repository"),
    JIKO_CLIENT_KEY_ALG: z.enum(["PS256", "EdDSA"]).default("PS256").describe("How client assertions are signed"),
    JIKO_RESPONSE_MODE: z.enum(["query", "form_post"]).default("form_post").describe("How Jiko hands the code back"),
    JIKO_PAR: flag.default(true).describe("Push authorization requests"),
    JIKO_DPOP: flag.describe("Bind tokens to a key of each session (RFC 9449)"),
    JIKO_SIGNING_KEY_FILE: z.string().optional().describe("Private key (PEM, PKCS8, P-256 or Ed25519) for HTTP message signing; none: calls are not signed"),
    JIKO_SIGNING_KEY_ID: z.string().optional().describe("The keyid that Jiko shows for that key"),
    JIKO_CUSTOMER_IDS: list.describe("Customers that may use this deployment"),
    JIKO_DOWNLOAD_HOSTS: list.describe("Hosts that a download link of Jiko may point to: statements, confirmations, agreements, reports"),
    JIKO_DEADLINE_SECONDS: seconds(10).describe("How long one call to Jiko may take"),
    COMMAND_GRACE_SECONDS: seconds(30).describe("How long after its deadline a call to Jiko may still arrive, before \"not done\" is said"),
    JIKO_SERVICE_CLIENT_ID: z.string().optional().describe("Client-credentials client for background reading; none: jobs borrow a live session"),
    JIKO_SERVICE_KEY_FILE: z.string().optional().describe("Its private key"),
    DATABASE_URL: z.string().min(1).describe("PostgreSQL, as the runtime role"),
    MIGRATION_DATABASE_URL: z.string().optional().describe("PostgreSQL, as the role that owns the schema; used by `npm run migrate` alone"),
    VAULT_KEYS: z.string().min(1).describe("Keys of the token vault, `id:base64` separated by commas, the current one first (32 bytes each)"),
    SESSION_SECRET: z.string().min(32).describe("Signs the short-lived cookies of a sign-in"),
    SESSION_MAX_SECONDS: seconds(8 * 3600).describe("Absolute end of a session"),
    SESSION_IDLE_SECONDS: seconds(15 * 60).describe("End of a session without input of a person"),
    AUDIT_KEY_FILE: z.string().optional().describe("Private key (PEM, Ed25519) that signs the heads of the audit record; none: they are not signed"),
    AUDIT_HEADS_FILE: z.string().optional().describe("File that signed heads are appended to, a line each, where the database's owner does not reach"),
    AUDIT_HEADS_URL: url.optional().describe("Address that signed heads are posted to"),
    COMPANY_TIME_ZONE: z.string().default("America/New_York").describe("Defines today, month and office hours"),
    CLOCK_URL: url.optional().describe("Banking clock of the sandbox; refused when JIKO_API_URL is one of Jiko's hosts"),
    CUT_OFFS: cutOffs.describe("When rails close, `wire=17:00,usdc=16:30` in the company's time zone, shown to approvers as this deployment's own table"),
    MIRROR_FOLLOWS: flag
      .default(true)
      .describe("Keep the desk's copy of Jiko's lists up to date in the background; `false`: only when somebody asks for it"),
    LIVE_SWEEP_SECONDS: seconds(15).describe("How often transfer requests are looked through for what happened outside the desk, while somebody has it open"),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "Must begin with smtp:// or smtps://")
      .optional()
      .describe("Mail server that messages go through, `smtps://user:password@host:465` or `smtp://host:587`; none: no e-mail"),
    SMTP_FROM: z.string().optional().describe("Sender of that mail, like `Countersign <treasury@example.com>`"),
    MESSAGES_WEBHOOK_URL: url.optional().describe("Incoming webhook of the team's channel, as Slack has it; none: no channel"),
    REMIND_AFTER_HOURS: z.coerce
      .number()
      .int()
      .positive()
      .default(24)
      .describe("How long a request waits before whoever may sign it is reminded, and then once a day"),
    METRICS_TOKEN: z.string().min(32).optional().describe("Bearer token, 32 characters or more, that `/api/metrics` asks for; none: there is no such address"),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0).describe("How many hops of X-Forwarded-For are ours"),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info").describe("Lines below this are not written"),
  })
  .superRefine((env, context) => {
    // Runs beside the checks of the single settings: what is no address at all has its own fault by now.
    type Address = "APP_URL" | "JIKO_API_URL" | "JIKO_ISSUER_URL" | "MESSAGES_WEBHOOK_URL" | "AUDIT_HEADS_URL";
    const address = (name: Address) => (URL.canParse(env[name] ?? "") ? new URL(env[name]!) : null);
    const fault = (name: keyof typeof env, message: string) => context.addIssue({ code: "custom", path: [name], message });
    const ofJiko = /(^|\.)(jiko\.io|jikoservices\.com)\.?$/;
    if (env.CLOCK_URL && [address("JIKO_API_URL"), address("JIKO_ISSUER_URL")].some((at) => at && ofJiko.test(at.hostname))) {
      fault("CLOCK_URL", "The banking clock can only be moved with the sandbox, never with Jiko");
    }
    for (const name of ["APP_URL", "JIKO_API_URL", "JIKO_ISSUER_URL", "MESSAGES_WEBHOOK_URL", "AUDIT_HEADS_URL"] as const) {
      const at = address(name);
      const here = at?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(at.hostname);
      if (at && at.protocol !== "https:" && !here) fault(name, "Must be https; plain http is for this machine alone");
    }
    if ((address("APP_URL")?.origin ?? env.APP_URL) !== env.APP_URL) {
      fault("APP_URL", "Must be an origin: no path, and no port where it is the usual one");
    }
    if (env.SMTP_URL && !env.SMTP_FROM) fault("SMTP_FROM", "Mail needs a sender");
    if (env.JIKO_CUSTOMER_IDS.length === 0) fault("JIKO_CUSTOMER_IDS", "Name at least one customer");
  });

export type Environment = z.output<typeof environment>;

let known: Environment | null = null;

/** The settings, checked once. Read lazily, because a build has none. An empty value is no value. */
export function env(): Environment {
  if (known) return known;
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`).join("\n");
    throw new Error(`The configuration is not complete:\n${faults}`);
  }
  return (known = parsed.data);
}

export type DeploymentKind = "production" | "sandbox" | "local";

/** Which Jiko this deployment talks to, told from the host alone. */
export function deploymentKind(apiUrl = env().JIKO_API_URL): DeploymentKind {
  const { hostname } = new URL(apiUrl);
  if (hostname === "api.business.jiko.io") return "production";
  return hostname === "127.0.0.1" || hostname === "localhost" ? "local" : "sandbox";
}
