import { describe, expect, it } from "vitest";
import { pocketHref, readPocketAddress } from "./address";

const today = "2026-07-15";

describe("a pocket's address", () => {
  it("falls back to the plain page where it is not understood", () => {
    const plain = { tab: "holdings", cursor: null, earnings: { period: "mtd", from: "2026-07-01", to: today }, rangeFault: null };
    expect(readPocketAddress({}, today)).toEqual(plain);
    expect(readPocketAddress({ tab: "x", earnings: ["mtd", "ytd"] }, today)).toEqual(plain);
  });

  it("says what is wrong with a range", () => {
    const fault = (from: string, to: string) => readPocketAddress({ earnings: "range", from, to }, today).rangeFault;
    expect(fault("2026-01-01", "2026-06-30")).toBeNull();
    expect(fault("2026-02-30", "2026-06-30")).toMatch(/both days/);
    expect(fault("2026-07-02", "2026-07-01")).toMatch(/after/);
    expect(fault("2026-07-02", "2026-07-16")).toMatch(/future/);
  });

  it("comes back from the address it writes", () => {
    const address = { tab: "trades", cursor: "a=b&c", earnings: { period: "range", from: "2026-01-01", to: "2026-02-01" } } as const;
    const written = Object.fromEntries(new URL(pocketHref("p", address), "http://x").searchParams);
    expect(readPocketAddress(written, today)).toEqual({ ...address, rangeFault: null });
    expect(pocketHref("p", readPocketAddress({}, today))).toBe("/pockets/p");
  });
});
