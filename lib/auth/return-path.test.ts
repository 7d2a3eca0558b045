import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

describe("returnPath", () => {
  it.each(["/", "/approvals", "/transfers/new/1?step=2#review", "/transactions?from=2026-01-01&q=a%20b", "/apix"])("keeps %s", (path) =>
    expect(returnPath(path)).toBe(path),
  );

  it.each([
    ...["https://evil.example", "javascript:alert(1)", "//evil.example", "/\\evil.example", "\\\\evil.example"],
    ...["/\t/evil.example", "/\n/evil.example"],
    ...["/a\\..\\..//evil.example", "/.//evil.example", "/..//evil.example", "/%2e//evil.example"],
    ...["/api/session/sign-out", "/sign-in", "/signed-out?x", "", "x".repeat(3000)],
    ...[undefined, null, 1, {}, ["/a"]],
  ])("refuses %j", (value) => expect(returnPath(value)).toBe("/"));

  it("never names another host, whatever is asked", () => {
    const parts = ["/", "\\", ".", "..", "@", ":", "evil.example", "%2f", "%5c", "%09", "\t", "\r", "?", "#", "http:", " "];
    const nasty = fc.array(fc.constantFrom(...parts), { maxLength: 8 });
    fc.assert(
      fc.property(nasty, (some) => {
        const path = returnPath(some.join(""));
        expect(new URL(path, "https://desk.example").origin).toBe("https://desk.example");
        expect(new URL(`https://desk.example${path}`).origin).toBe("https://desk.example");
      }),
      { numRuns: 2000 },
    );
  });
});
