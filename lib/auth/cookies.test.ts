import { describe, expect, it } from "vitest";
import { readCookies } from "./cookies";

describe("readCookies", () => {
  it("reads names and values", () => {
    expect({ ...readCookies("a=1; b=x%20y; c=%; =d; e") }).toEqual({ a: "1", b: "x y", c: "%" });
    expect({ ...readCookies(null) }).toEqual({});
  });

  it("lets no later cookie of the same name replace the first, and no name reach the prototype", () => {
    expect(readCookies("a=1; a=2").a).toBe("1");
    expect(readCookies("__proto__=x").toString).toBeUndefined();
  });
});
