import { describe, expect, it } from "vitest";
import { commentFault, tidyComment } from "./notes";

describe("a comment", () => {
  it("is kept in one spelling", () => {
    expect(tidyComment("  Asked\r\nthe\tpayee\r ")).toBe("Asked\nthe payee");
  });

  it("has something in it, and not too much", () => {
    expect(commentFault(" \n\t ")).toBe("Write something first.");
    expect(commentFault("x".repeat(2000))).toBeNull();
    expect(commentFault("x".repeat(2001))).toBe("At most 2000 characters; these are 2001.");
  });

  it("may hold what cannot be seen, but nothing that is no character", () => {
    expect(commentFault("to \u202ereversed \u200b👍\ufe0f")).toBeNull();
    expect(commentFault("a\0b")).toMatch(/is none/);
    expect(commentFault("a\ud800b")).toMatch(/is none/);
  });
});
