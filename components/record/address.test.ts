import { expect, it } from "vitest";
import { recordExportWanted } from "@/lib/desk/record/export";
import { readListAddress } from "@/lib/lists/address";
import { audit } from "@/lib/lists/definitions/audit";
import { entriesHref } from "./address";

const id = "ac1f8b36-0e0f-40ce-a57a-925a7a57be59";
const href = (search: Record<string, string>) => entriesHref(readListAddress(audit, search).typed);

it("downloads the entries that are shown, as the route takes it", () => {
  const search = { subject: id, group: "decisions", outcome: "done", at: "2026-07-01..2026-07-15" };
  const found = new URL(href(search)!, "http://localhost").searchParams;
  expect(Object.fromEntries(found)).toEqual({ subject: id, group: "decisions", outcome: "done", from: "2026-07-01", to: "2026-07-15", format: "jsonl" });
  expect(recordExportWanted.safeParse(Object.fromEntries(found)).success).toBe(true);
  expect(href({})).toBe("/api/downloads/record?format=jsonl");
});

it("downloads nothing where the list is narrowed to what the file cannot be", () => {
  for (const search of [{ q: "wire" }, { outcome: "done,refused" }, { kind: "intent" }] as Record<string, string>[]) expect(href(search)).toBeNull();
});
