import { describe, expect, it } from "vitest";
import { permissionsOf } from "@/lib/auth/permissions";
import { scopes } from "@/lib/auth/scopes";
import { monthIn, searchPlaces } from "./search-places";

const admin = permissionsOf({ role: "ADMIN", scopes });
const viewer = permissionsOf({ role: "VIEWER", scopes });
const hrefs = (text: string, who = admin) => searchPlaces(text, who).map(({ href }) => href);

describe("places that a search finds", () => {
  it("are pages by name and group, and what one can do", () => {
    // A title counts more than a description: ordering a report is described with the word too.
    expect(hrefs("stat")).toEqual(["/statements", "/reports/new"]);
    expect(hrefs("new tra")).toContain("/transfers/new");
    expect(hrefs("order")).toEqual(["/reports/new"]);
    expect(hrefs("no such thing")).toEqual([]);
  });

  it("leave out what the viewer may not do", () => {
    expect(hrefs("")).toContain("/transfers/new");
    expect(hrefs("", viewer)).toEqual(["/reports/new"]);
    expect(hrefs("payee", viewer)).not.toContain("/counterparties/new");
  });

  it("lead to the statements of a month", () => {
    expect(hrefs("statements june 2026")).toEqual(["/statements?year=2026&month=06"]);
    expect(hrefs("2026-06")[0]).toBe("/statements?year=2026&month=06");
  });
});

it.each([
  ["june 2026", ["2026", "06"]],
  ["Jun 26", ["2026", "06"]],
  ["statement 2026-06-30", ["2026", "06"]],
  ["6/2026", ["2026", "06"]],
  ["13/2026", null],
  ["ju 2026", null],
  ["invoice 2026", null],
  ["4711", null],
])("%s means %j", (text, month) => {
  expect(monthIn(text)).toEqual(month);
});
