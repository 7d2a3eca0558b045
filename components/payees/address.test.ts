import { describe, expect, it } from "vitest";
import { nameFits, payeesHref, readPayeesAddress } from "./address";

describe("the payees' address", () => {
  it("reads type, status, name and cursor, and ignores what it does not understand", () => {
    expect(readPayeesAddress({ type: "wire", status: "FAILED", name: " Sample ", cursor: "c" })).toEqual({
      filters: { type: "wire", status: "FAILED" },
      name: "Sample",
      query: { limit: 100, type: "wire", status: "FAILED", cursor: "c" },
    });
    expect(readPayeesAddress({ type: "cheque", status: ["LINKED", "FAILED"] })).toEqual({
      filters: { type: "", status: "" },
      name: "",
      query: { limit: 100 },
    });
  });

  it("writes only what is set", () => {
    expect(payeesHref({})).toBe("/counterparties");
    expect(payeesHref({ type: "on_us", status: "" }, "a b", " x ")).toBe("/counterparties?type=on_us&name=x&cursor=a+b");
  });

  it("finds a name by its words in any order, without case and accents", () => {
    expect(nameFits("Müller Söhne GmbH", "sohne mul")).toBe(true);
    expect(nameFits("Müller Söhne GmbH", "sohne x")).toBe(false);
    expect(nameFits("Anything", "  ")).toBe(true);
  });
});
