import { describe, expect, it } from "vitest";
import { readWiresAddress, wiresHref } from "./address";

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

describe("the wires' address", () => {
  it("reads pocket, direction and cursor, and ignores what it does not understand", () => {
    expect(readWiresAddress({ pocket, direction: "INCOMING", cursor: "c" })).toEqual({
      filters: { pocket, direction: "INCOMING" },
      query: { limit: 50, pocket_id: pocket, direction: "INCOMING", cursor: "c" },
    });
    expect(readWiresAddress({ pocket: "x", direction: "UP" })).toEqual({ filters: { pocket: "", direction: "" }, query: { limit: 50 } });
  });

  it("writes only what is set", () => {
    expect(wiresHref({ pocket: "", direction: "" })).toBe("/wires");
    expect(wiresHref({ direction: "OUTGOING" }, "a b")).toBe("/wires?direction=OUTGOING&cursor=a+b");
  });
});
