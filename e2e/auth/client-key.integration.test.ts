import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeKeys } from "@/scripts/keys";
import { tryAtJiko, tryServiceAtJiko } from "@/scripts/keys/client";
import { startAuth, type Auth } from "./harness";

let auth: Auth;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

it("a client's key is known to be registered before it is taken into use", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-client-"));
  try {
    const stranger = path.join(folder, "key.pem");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await writeFile(stranger, privateKey.export({ type: "pkcs8", format: "pem" }));
    await expect(tryAtJiko(stranger)).rejects.toMatchObject({ error: "invalid_client" });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

// What is known of Jiko's portal is kept per client, so this is another one.
it("and one that is passes without anybody being signed in", async () => {
  const putBack = auth.set({ JIKO_CLIENT_ID: "desk-EdDSA", JIKO_CLIENT_KEY_ALG: "EdDSA" });
  await expect(tryAtJiko(auth.keyFiles.EdDSA)).resolves.toBeUndefined();
  putBack();
});

it("of a service the old key and the new are both taken while both are registered, and no other", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-service-"));
  try {
    const { file: stranger } = await makeKeys(path.join(folder, "stranger.pem"), "PS256");
    // As a process that was restarted asks: it knows of no portal yet.
    const asked = (keyFile: string) => {
      delete (globalThis as { countersignPortals?: unknown }).countersignPortals;
      return tryServiceAtJiko("service", keyFile);
    };
    for (const keyFile of [auth.keyFiles.PS256, auth.keyFiles.next]) await expect(asked(keyFile)).resolves.toBeUndefined();
    await expect(asked(stranger)).rejects.toMatchObject({ error: "invalid_client" });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
