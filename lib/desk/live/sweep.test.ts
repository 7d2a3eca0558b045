import { describe, expect, it } from "vitest";
import { changesBetween } from "./sweep";

const moved = ["transfer-requests", "notifications", "pockets", "transactions", "trades", "wires"];

describe("changesBetween", () => {
  it("says nothing the first time, and nothing where nothing moved", () => {
    expect(changesBetween(null, { a: "PENDING_APPROVAL 1" })).toEqual([]);
    expect(changesBetween({ a: "PENDING_APPROVAL 1" }, { a: "PENDING_APPROVAL 1" })).toEqual([]);
  });

  it("tells a new request from one that may have moved money", () => {
    expect(changesBetween({}, { a: "PENDING_APPROVAL 1" })).toEqual(["transfer-requests", "notifications"]);
    expect(changesBetween({ a: "PENDING_APPROVAL 1" }, { a: "APPROVED 2" })).toEqual(moved);
    expect(changesBetween({}, { a: "COMPLETED 2" })).toEqual(moved);
    expect(changesBetween({ a: "PROCESSING 1" }, {})).toEqual(moved);
  });

  it("does not mind one that had ended and made room among the newest", () => {
    expect(changesBetween({ a: "COMPLETED 1" }, { b: "PENDING_APPROVAL 1" })).toEqual(["transfer-requests", "notifications"]);
  });
});
