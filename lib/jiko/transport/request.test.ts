import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { contract } from "../contract";
import { matchPath, readQuery, type AnyOperation } from "../operation";
import { rateLimits } from "../rate-limits";
import { transactionsList } from "../transactions";
import { type AppError } from "@/lib/errors";
import { buildRequest } from "./request";
import { filing, ids, subscribing } from "./testing/fixtures";

const operations = contract as readonly AnyOperation[];
const bodies: Record<string, object> = {
  "counterparties.create": { account_number: "400100200300", counterparty_name: { type: "business", business_name: "Sample Supplies LLC" } },
  "counterparties.update": { status: "UNLINKED" },
  "notifications.update": { status: "READ" },
  "pockets.create": { pocket_name: "Tax reserve", deposit_strategy_id: "UST-4W", reinvestment_strategy_id: "UST-4W" },
  "pockets.update": { pocket_name: "Tax reserve" },
  "portals.create": { name: "Receivables", type: "BANK_ACCOUNT" },
  "portals.update": { name: "Receivables" },
  "reports.create": { type: "BANK_STATEMENT_REPORT", output_formats: ["CAMT053"], account_ids: [ids.transfer], report_date: "2026-07-14" },
  "subscriptions.create": subscribing.body,
  "team.create": { name: "Viewer One", email: "viewer.one@example.com", role: "VIEWER" },
  "team.update": { role: "VIEWER" },
  "transferRequests.create": filing.body,
};
const pdf = { contentType: "application/pdf", length: 5, name: "a.pdf", bytes: Readable.from(["%PDF-"]) };
const paramsOf = (path: string) => Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, ids.transfer]));

describe.each(operations.map((op) => [op.id, op] as const))("%s", (_, op) => {
  const input = { params: paramsOf(op.path), query: {}, body: op.body ? (bodies[op.id] ?? {}) : undefined, file: op.file ? pdf : undefined };
  const build = () => buildRequest("https://api.example.com", op, input);

  test("gives a path that leads back to it and to no other operation before it", () => {
    const { pathname } = build().url;
    expect(pathname).not.toMatch(/[{}]/);
    expect(pathname.endsWith("/")).toBe(op.media === "application/json");
    expect(operations.find((one) => one.method === op.method && matchPath(one.path, pathname))?.id).toBe(op.id);
  });

  test("sends a page size exactly where it pages, and a query that its own schema takes back", () => {
    const { searchParams } = build().url;
    expect(searchParams.get("limit")).toBe("limit" in op.query.shape ? "100" : null);
    expect(op.query.safeParse(readQuery(searchParams)).success).toBe(true);
    expect("items" in (op.answer.shape ?? {}) && "next_page" in op.answer.shape).toBe("limit" in op.query.shape);
  });

  test("refuses a query parameter that it does not know, and a path that is none", () => {
    const fieldOf = (change: object) => {
      try {
        buildRequest("https://api.example.com", op, { ...input, ...change });
      } catch (error) {
        return (error as AppError).fields[0]?.field;
      }
    };
    expect(fieldOf({ query: { colour: "green" } })).toBe("colour");
    for (const name of Object.keys(paramsOf(op.path))) {
      for (const bad of ["..", ".", "", "a/b", "%2e%2e", "a?b"]) {
        expect(fieldOf({ params: { ...input.params, [name]: bad } }), bad).toBe(name);
      }
    }
  });

  test("says where it comes from, what it needs and which limit it counts for", () => {
    const marks = ["documented", "related", "assumed"];
    expect(marks).toContain(op.provenance.operation);
    expect(marks).toContain(op.provenance.answer);
    expect(op.body === null && op.file === null ? [null] : marks).toContain(op.provenance.body);
    expect(op.operationId).not.toBe("");
    expect(op.scope).not.toBe("");
    expect(rateLimits).toHaveProperty([op.group]);
  });

  test("has a body only where it writes", () => {
    expect(op.method === "GET" || op.method === "DELETE").toBe(op.body === null && op.file === null);
    expect(build().file === null).toBe(op.file === null);
    expect(build().body === null).toBe(op.body === null);
  });
});

test("ids are unique", () => {
  for (const key of ["id", "operationId"] as const) expect(new Set(operations.map((op) => op[key])).size).toBe(operations.length);
});

test("array filters repeat their key with encoded brackets, dates keep their offset", () => {
  const query = { limit: 5, "pocket[]": [ids.pocket, ids.other], time_booked_from: "2026-07-01T00:00:00+02:00" };
  const { url } = buildRequest("https://api.example.com/", transactionsList, { query });
  const from = "time_booked_from=2026-07-01T00%3A00%3A00%2B02%3A00";
  const parts = ["limit=5", `pocket%5B%5D=${ids.pocket}`, `pocket%5B%5D=${ids.other}`, from];
  expect(url.href).toBe(`https://api.example.com/api/v2/transactions/?${parts.join("&")}`);
});

test("a fault names its field", () => {
  const error = (query: object) => {
    try {
      buildRequest("https://api.example.com", transactionsList, { query });
    } catch (thrown) {
      return thrown;
    }
  };
  expect(error({ limit: 500 })).toMatchObject({ code: "invalid_input", fields: [{ field: "limit" }] });
  expect(error({ "pocket[]": ["x"] })).toMatchObject({ fields: [{ field: "pocket[].0" }] });
});
