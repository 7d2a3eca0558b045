import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { environment } from "./env";

const complete = {
  APP_URL: "https://treasury.example.com",
  JIKO_API_URL: "https://api.business.jiko.io",
  JIKO_ISSUER_URL: "https://auth.jiko.io",
  JIKO_CLIENT_ID: "client",
  JIKO_CLIENT_KEY_FILE: "/run/secrets/client-key",
  JIKO_CUSTOMER_IDS: "e5fe84a1-124e-4b76-bbec-fe231ec833e1",
  DATABASE_URL: "postgresql://countersign_app@127.0.0.1/countersign",
  VAULT_KEYS: "1:key",
  SESSION_SECRET: "x".repeat(32),
};

interface Setting {
  name: string;
  /** null: required; "": none. */
  fallback: string | null;
  meaning: string;
}

/** What lib/env.ts says, in its order. */
const settings: Setting[] = Object.entries(environment.shape).map(([name, schema]) => {
  const required = !environment.safeParse({ ...complete, [name]: undefined }).success;
  return { name, fallback: required ? null : String(schema.safeParse(undefined).data ?? ""), meaning: schema.description ?? "" };
});

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

describe("the configuration", () => {
  it("is complete with the required settings alone", () => {
    expect(environment.safeParse(complete).error).toBeUndefined();
    expect(settings.filter(({ fallback }) => fallback === null).map(({ name }) => name)).toEqual(
      settings.map(({ name }) => name).filter((name) => name in complete),
    );
  });

  it("refuses to move the clock of a bank that is not the sandbox", () => {
    const parsed = environment.safeParse({ ...complete, CLOCK_URL: "http://127.0.0.1:4401/sandbox/clock" });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["CLOCK_URL"]);
  });

  it.each([
    ["only the API is another's", { JIKO_API_URL: "http://127.0.0.1:4401" }],
    ["only the sign-in is another's", { JIKO_ISSUER_URL: "http://127.0.0.1:4400" }],
    ["a name ends in a dot", { JIKO_API_URL: "https://api.business.jiko.io./", JIKO_ISSUER_URL: "http://127.0.0.1:4400" }],
  ])("refuses it with any of Jiko's hosts, also where %s", (_, changes) => {
    const parsed = environment.safeParse({ ...complete, ...changes, CLOCK_URL: "http://127.0.0.1:4401/sandbox/clock" });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["CLOCK_URL"]);
  });

  it.each([
    ["JIKO_API_URL", "http://api.example.com"],
    ["JIKO_ISSUER_URL", "http://auth.example.com"],
    ["MESSAGES_WEBHOOK_URL", "http://hooks.example.com/services/1"],
    ["APP_URL", "http://treasury.example.com"],
    ["APP_URL", "https://treasury.example.com/desk"],
    ["APP_URL", "https://treasury.example.com:443"],
  ])("refuses %s as %s", (name, value) => {
    expect(environment.safeParse({ ...complete, [name]: value }).error?.issues.map(({ path }) => path.join("."))).toEqual([name]);
  });

  it("names what is no address, and stays whole", () => {
    const { error } = environment.safeParse({ ...complete, APP_URL: "nonsense", JIKO_API_URL: "", CLOCK_URL: "http://127.0.0.1:4401/clock" });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual(expect.arrayContaining(["APP_URL", "JIKO_API_URL"]));
  });

  it("takes plain http on this machine", () => {
    const local = { APP_URL: "http://localhost:3000", JIKO_API_URL: "http://127.0.0.1:4401", JIKO_ISSUER_URL: "http://127.0.0.1:4400" };
    expect(environment.safeParse({ ...complete, ...local }).error).toBeUndefined();
  });

  it("stands in the README as it is: each setting, its default and its meaning", () => {
    const rows = [...read("README.md").matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$/gm)].map(([, name, fallback, meaning]) => ({ name, fallback, meaning }));
    const shown = (fallback: string | null) => (fallback === null ? "required" : fallback === "" ? "none" : `\`${fallback}\``);
    expect(rows).toEqual(settings.map((setting) => ({ ...setting, fallback: shown(setting.fallback) })));
  });

  it("stands in .env.example as it is: required settings to fill in, the others commented out with their default", () => {
    const entries = [...read(".env.example").matchAll(/^# (.*)\n(#?)([A-Z_]+)=(.*)$/gm)].map(([, meaning, off, name, value]) => ({
      name,
      fallback: off ? value : null,
      meaning,
    }));
    expect(entries).toEqual(settings);
  });
});
