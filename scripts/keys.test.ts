import { createPrivateKey } from "node:crypto";
import { mkdtemp, mkdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { headKey, keyIdOf } from "@/lib/audit/heads";
import { parseVaultKeys } from "@/lib/auth/seal";
import { makeAuditKey, makeKeys, vaultKey } from "./keys";

let folder: string;
let repository: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "countersign-keys-"));
  repository = path.join(folder, "repository");
  await mkdir(path.join(repository, "keys"), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("npm run keys", () => {
  it.each([
    ["PS256", "rsa"],
    ["EdDSA", "ed25519"],
  ] as const)("writes a private key for %s that only its owner reads, and answers the public one", async (alg, type) => {
    const { file, publicPem } = await makeKeys(path.join(folder, "key.pem"), alg, repository);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const key = createPrivateKey(await readFile(file));
    expect(key.asymmetricKeyType).toBe(type);
    expect(publicPem).toContain("BEGIN PUBLIC KEY");
    expect(publicPem).not.toContain("PRIVATE");
  });

  it("overwrites nothing", async () => {
    const file = path.join(folder, "key.pem");
    await makeKeys(file, "EdDSA", repository);
    const before = await readFile(file, "utf8");
    await expect(makeKeys(file, "EdDSA", repository)).rejects.toThrow("was left as it is");
    expect(await readFile(file, "utf8")).toBe(before);
  });

  it("refuses a place in the repository, also by way of a link, and a folder that is not there", async () => {
    await symlink(path.join(repository, "keys"), path.join(folder, "link"));
    for (const place of ["repository/key.pem", "repository/keys/key.pem", "link/key.pem"]) {
      await expect(makeKeys(path.join(folder, place), "EdDSA", repository)).rejects.toThrow("must not lie in the repository");
    }
    await expect(makeKeys(path.join(folder, "none/key.pem"), "EdDSA", repository)).rejects.toThrow("does not exist");
  });

  it("makes the key of the audit record, with its public part beside it", async () => {
    const { file, publicFile, publicPem } = await makeAuditKey(path.join(folder, "audit.pem"), repository);
    expect(await readFile(publicFile, "utf8")).toBe(publicPem);
    expect(keyIdOf(headKey(publicPem))).toBe(keyIdOf(headKey(await readFile(file, "utf8"))));
  });

  it("makes keys that the vault takes", () => {
    expect(parseVaultKeys(vaultKey("2026-07")).current).toBe("2026-07");
  });
});
