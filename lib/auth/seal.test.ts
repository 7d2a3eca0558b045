import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseVaultKeys, seal, unseal, unsealBytes } from "./seal";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const [first, second] = [key("first"), key("second")];
const plain = JSON.stringify({ access: "a", refresh: "ü" });

describe("the seal of the vault", () => {
  it("opens what it sealed, for the same owner", () => {
    const keys = parseVaultKeys(first);
    const held = seal(keys, plain, "owner");
    expect(held.keyId).toBe("first");
    expect(unseal(keys, held, "owner")).toBe(plain);
    expect(held.sealed.includes("access")).toBe(false);
  });

  it("opens bytes that are no text as they were", () => {
    const keys = parseVaultKeys(first);
    const bytes = randomBytes(1000);
    expect(unsealBytes(keys, seal(keys, bytes, "owner"), "owner").equals(bytes)).toBe(true);
  });

  it("never makes the same text twice", () => {
    const keys = parseVaultKeys(first);
    expect(seal(keys, plain, "owner").sealed.equals(seal(keys, plain, "owner").sealed)).toBe(false);
  });

  it("seals with the first key and still opens with the others", () => {
    const old = seal(parseVaultKeys(first), plain, "owner");
    const rotated = parseVaultKeys(`${second}, ${first}`);
    expect(unseal(rotated, old, "owner")).toBe(plain);
    expect(seal(rotated, plain, "owner").keyId).toBe("second");
    expect(() => unseal(parseVaultKeys(second), old, "owner")).toThrow("first is not among VAULT_KEYS");
  });

  it("does not open for another owner", () => {
    const keys = parseVaultKeys(first);
    expect(() => unseal(keys, seal(keys, plain, "owner"), "other")).toThrow();
  });

  it("does not open after any byte has changed or gone", () => {
    const keys = parseVaultKeys(first);
    const held = seal(keys, plain, "owner");
    for (let at = 0; at < held.sealed.length; at += 1) {
      const sealed = Buffer.from(held.sealed);
      sealed[at]! ^= 1;
      expect(() => unseal(keys, { ...held, sealed }, "owner")).toThrow();
      expect(() => unseal(keys, { ...held, sealed: held.sealed.subarray(0, at) }, "owner")).toThrow();
    }
  });

  it.each(["", "noid", "a:short", `a:${randomBytes(16).toString("base64")}`, `${first},${first}`, first.replace("first", "a b")])(
    "refuses the keys %j",
    (text) => expect(() => parseVaultKeys(text)).toThrow("VAULT_KEYS"),
  );
});
