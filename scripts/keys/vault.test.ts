import { describe, expect, it } from "vitest";
import { parseVaultKeys, seal, unseal } from "@/lib/auth/seal";
import { vaultKey } from "../keys";
import { report, withCurrent, withNewKey, type Uses } from "./vault";

const [a, b] = [vaultKey("a"), vaultKey("b")];
const idsOf = (value: string) => [...parseVaultKeys(value).keys.keys()];

describe("a new vault key", () => {
  it("seals in front, and only opens behind", () => {
    expect(idsOf(withNewKey(`${a}, ${b}`, "c", "front").value)).toEqual(["c", "a", "b"]);
    const behind = withNewKey(`${a},${b}`, "c", "behind").value;
    expect([parseVaultKeys(behind).current, idsOf(behind)]).toEqual(["a", ["a", "b", "c"]]);
    const activated = withCurrent(behind, "c");
    expect(idsOf(activated)).toEqual(["c", "a", "b"]);
    const held = seal(parseVaultKeys(activated), "text", "owner");
    expect(unseal(parseVaultKeys(behind), held, "owner")).toBe("text");
  });

  it("gets a name that no other has", () => {
    expect(withNewKey([vaultKey("d"), vaultKey("d-2")].join(","), "d", "front").id).toBe("d-3");
    expect(() => withCurrent(a, "c")).toThrow("no key c");
  });
});

describe("what keys are needed for", () => {
  const uses = (all: Record<string, Partial<Record<"vault" | "evidence" | "call_back" | "job", number>>>): Uses =>
    new Map(Object.entries(all).map(([id, tables]) => [id, new Map(Object.entries(tables))])) as Uses;

  it("an older key stays while a row needs it, and then can go", () => {
    const waits = report(`${b},${a}`, uses({ b: { evidence: 2 }, a: { vault: 1, job: 1 } }));
    expect(waits.done).toBe(false);
    expect(waits.text).toContain("a: still needed, 1 in live sessions, 1 in commands whose outcome is not known yet");
    const over = report(`${b},${a}`, uses({ b: { evidence: 3 } }));
    expect(over.done).toBe(true);
    expect(over.text).toContain("b: seals now; 3 in evidence\na: no row needs it, it can go.");
    expect(over.text).not.toContain(a.slice(2));
  });

  it("call-backs are pointed out: their marks cannot be made anew", () => {
    const kept = report(`${b},${a}`, uses({ a: { call_back: 3 } }));
    expect([kept.done, kept.text]).toEqual([true, expect.stringContaining("a: can go, but with it 3 call-backs stop to count")]);
  });

  it("a key that is gone too early is told", () => {
    const lost = report(b, uses({ a: { evidence: 4 } }));
    expect([lost.done, lost.text]).toEqual([false, expect.stringContaining("a: not among VAULT_KEYS, and without it 4 in evidence cannot be opened")]);
  });
});
