import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { errorCodes, type ErrorBody } from "../lib/errors";
import { contract } from "../lib/jiko/contract";
import type { AnyOperation } from "../lib/jiko/operation";
import { DeskClient, deskOf } from "./support/desk-client";
import { sql } from "./support/sessions";
import { appUrl, expect, members, test } from "./support/test";

const root = path.join(import.meta.dirname, "..");
/** The same shots every time, so that a fault is found by whoever brings it in; another seed finds others. */
const seed = Number(process.env.FUZZ_SEED ?? 20_260_715);
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Every address of ours, as the files say: `/api/drafts/[id]`. Signing in and out is tested on its own. */
const routes = readdirSync(path.join(root, "app/api"), { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)route\.ts$/.test(file) && !/^(auth|session\/sign-out)\//.test(file))
  .map((file) => `/api/${file.replaceAll(path.sep, "/").replace(/\/?route\.ts$/, "")}`);

const read = (folder: string) => readdirSync(path.join(root, folder)).filter((file) => /^[\w-]+\.ts$/.test(file)).map((file) => readFileSync(path.join(root, folder, file), "utf8"));
/** The names of the commands, as their files give them. */
const commandNames = [
  ...new Set(read("lib/desk/commands").flatMap((text) => [...text.matchAll(/\bname: "([a-z-]+\.[A-Za-z-]+)"/g)].map(([, name]) => name!))),
  ...["transfer.approve", "transfer.reject", "transfer.cancel"],
];

const known = {
  pocket: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7",
  payee: "a5582861-9b9f-410c-b515-fcabd9ddc5aa",
  request: "b76611b6-69a3-4fba-86e9-65e53ea1fbcd",
};
const nasty = [
  ...["..%2f..%2fv1%2fteam", "%00", "%", "%E0%A4%A", "a.b", "x".repeat(300), "__proto__", "constructor", "toString", "{id}", "null", "-1", "0"],
  ...["%27%20OR%201=1--", "%3Cscript%3E", "%F0%9F%92%B8", "%E2%80%AE", "not-an-id", "*", "true"],
];
const segment = fc.oneof(fc.constantFrom(...Object.values(known)), fc.uuid(), fc.constantFrom(...nasty));
const value = fc.oneof(fc.constantFrom(...Object.values(known), ...nasty, "", "2026-06", "2026-13-45", "9".repeat(40), "range", "desc", "100"), fc.string({ maxLength: 40 }));

interface Shot {
  method: string;
  path: string;
  contentType: string | null;
  body: string;
}

const reads = (contract as readonly AnyOperation[]).filter(({ method }) => method === "GET");
const jikoPath = fc.oneof(
  fc.constantFrom(...reads).chain((op) =>
    fc.record({
      parts: fc.array(segment, { minLength: 3, maxLength: 3 }),
      query: fc.dictionary(fc.constantFrom(...Object.keys(op.query.shape as object), "colour", "pocket[]", "__proto__"), value, { maxKeys: 3 }),
    }).map(({ parts, query }) => {
      const filled = op.path.replace(/^\/api/, "").replace(/\/$/, "").replace(/\{\w+\}/g, () => parts.pop()!);
      return `${filled.slice(1)}?${new URLSearchParams(Object.entries(query))}`;
    }),
  ),
  fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("/")),
);

/** An address of one of our routes with something in place of each part that is open. */
const address = fc.constantFrom(...routes).chain((route) => {
  const parts = route.split("/").map((part) => {
    if (part === "[...path]") return route.includes("/jiko/") ? jikoPath : fc.array(segment, { minLength: 1, maxLength: 3 }).map((some) => some.join("/"));
    if (part === "[name]") return fc.oneof(fc.constantFrom(...commandNames), segment);
    return part.startsWith("[") ? segment : fc.constant(part);
  });
  const query = fc.option(fc.dictionary(fc.constantFrom("kind", "account", "type", "key", "cursor", "q", "limit", "after", "colour"), value, { maxKeys: 3 }), { nil: {} });
  return fc.tuple(fc.tuple(...parts), query).map(([some, more]) => {
    const filled = some.join("/");
    const search = new URLSearchParams(Object.entries(more)).toString();
    return search && !filled.includes("?") ? `${filled}?${search}` : filled;
  });
});

const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.record({ commandId: fc.oneof(fc.uuid(), value), input: fc.jsonValue({ maxDepth: 3 }) }).map((body) => JSON.stringify(body)),
  fc.record({ id: fc.oneof(fc.uuid(), value), value: fc.jsonValue({ maxDepth: 2 }), revision: fc.integer() }).map((body) => JSON.stringify(body)),
  fc.constantFrom("", "{", "[]", "null", '"text"', "{}", '{"__proto__":{"a":1}}', `{"a":"${"x".repeat(70_000)}"}`, `${"[".repeat(3_000)}${"]".repeat(3_000)}`),
);
const shot: fc.Arbitrary<Shot> = fc.record({
  method: fc.constantFrom(...methods, "GET", "GET", "GET"),
  path: address,
  contentType: fc.oneof({ weight: 5, arbitrary: fc.constant("application/json") }, { weight: 1, arbitrary: fc.constantFrom(null, "text/plain", "application/pdf", "multipart/form-data", "nonsense") }),
  body: json,
});

async function fire(desk: DeskClient, { method, path: to, contentType, body }: Shot) {
  if (method === "GET") return desk.ask(to, { method });
  const headers: Record<string, string> = { origin: appUrl(), "countersign-command": "1" };
  if (contentType) headers["content-type"] = contentType;
  return desk.ask(to, { method, headers, body: Buffer.from(body) });
}

/** Traces of our insides, and of what nobody may see. */
const insides = /node_modules|\bat [\w.<>]+ \(|\.tsx?:\d|server-only|drizzle|ECONNREFUSED|\bSELECT\b.*\bFROM\b|syntax error at|invalid input syntax|Bearer |BEGIN [A-Z ]*PRIVATE KEY|client_assertion/;

function faultOf({ method, path: to }: Shot, { status, text, headers }: { status: number; text: string; headers: Headers }): string | null {
  const said = `${method} ${to} answered ${status} ${text.slice(0, 300)}`;
  if (status >= 500) return said;
  if (insides.test(text)) return `${said}: this shows what is inside`;
  if (status < 400) return null;
  if (!headers.get("content-type")?.startsWith("application/json")) return `${said}: not a typed error`;
  const { code, message, reference } = JSON.parse(text) as Partial<ErrorBody>;
  return code && code in errorCodes && message && reference ? null : `${said}: not a typed error`;
}

/** Takes turns between sessions, so that our own limit on requests is not all that answers. */
async function fuzz(desks: DeskClient[], runs: number): Promise<void> {
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(shot, async (one) => {
      const fault = faultOf(one, await fire(desks[turn++ % desks.length]!, one));
      if (fault) throw new Error(fault);
    }),
    { numRuns: runs, seed },
  );
}

/** What the desk does by itself is put off, and what it is at is waited for: it asks Jiko too. */
async function withoutJobs(work: () => Promise<void>): Promise<void> {
  await expect
    .poll(async () => {
      await sql("UPDATE job SET due_at = now() + interval '1 hour' WHERE lease_owner IS NULL");
      return sql("SELECT kind FROM job WHERE lease_owner IS NOT NULL");
    })
    .toEqual([]);
  try {
    await work();
  } finally {
    await sql("UPDATE job SET due_at = now()");
  }
}

test.describe("whatever is sent to our routes", () => {
  test.setTimeout(180_000);

  test("somebody without a session reaches nothing, and Jiko never hears of it", async ({ bank }) => {
    expect(routes.length).toBeGreaterThan(10);
    expect(commandNames.length).toBeGreaterThan(3);
    await withoutJobs(async () => {
      await bank.clearCalls();
      await fuzz([new DeskClient(appUrl(), null)], 300);
      expect((await bank.calls()).filter(({ server }) => server === "api")).toEqual([]);
    });
  });

  test("a viewer gets typed errors, no look inside, and changes nothing at Jiko", async ({ bank }) => {
    const desks = [await deskOf(members.viewerOne, appUrl()), await deskOf(members.viewerOne, appUrl())];
    await bank.clearCalls();
    await fuzz(desks, 600);
    expect((await bank.calls()).filter(({ server, method }) => server === "api" && method !== "GET")).toEqual([]);
  });

  test("an admin gets typed errors and no look inside", async () => {
    await fuzz([await deskOf(members.adminOne, appUrl()), await deskOf(members.adminTwo, appUrl())], 600);
  });
});
