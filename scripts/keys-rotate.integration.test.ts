import { createPrivateKey } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseVaultKeys, seal } from "@/lib/auth/seal";
import { openDatabase } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { testDatabase, type Database } from "./database";
import { makeKeys, vaultKey } from "./keys";
import { settingsIn } from "./keys/env-file";
import { inherited, start } from "./process";

let test: Database;
let folder: string;
let file: string;
const old = vaultKey("old");

beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  folder = await mkdtemp(path.join(tmpdir(), "countersign-rotate-"));
  file = path.join(folder, "settings");
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await test.drop();
});

async function rotate(...args: string[]): Promise<{ code: number | null; said: string }> {
  const program = start(process.execPath, ["--import", "tsx", "--conditions=react-server", "scripts/keys-rotate.ts", ...args, "--env", file], { env: inherited });
  return { code: await program.exited, said: program.output() };
}

describe("npm run keys:rotate -- vault", () => {
  it("puts a new key in front and says when the old one can go", async () => {
    await writeFile(file, `DATABASE_URL=${test.runtimeUrl}\nVAULT_KEYS=${old}\n`);
    const { pool } = openDatabase(test.runtimeUrl, { max: 1 });
    const { sealed } = seal(parseVaultKeys(old), "text", "owner");
    const insert = "insert into evidence values (gen_random_uuid(), repeat('0', 64), 'snapshot', 's', 'old', $1, now())";
    await pool.query(insert, [sealed]);

    const done = await rotate("vault", "--id", "new");
    expect([done.code, done.said]).toEqual([0, expect.stringContaining("The key new stands in front")]);
    const value = (await settingsIn(file)).VAULT_KEYS!;
    expect([...parseVaultKeys(value).keys.keys()]).toEqual(["new", "old"]);
    expect(done.said).not.toContain(value.split(",")[0]!.slice(4));
    expect(await rotate("vault", "--check")).toEqual({ code: 1, said: expect.stringContaining("old: still needed, 1 in evidence") });
    await pool.query("update evidence set key_id = 'new'");
    expect(await rotate("vault", "--check")).toEqual({ code: 0, said: expect.stringContaining("old: no row needs it, it can go.") });
    await pool.end();
  });

  it("in two steps where several processes run", async () => {
    await writeFile(file, `VAULT_KEYS=${old}\n`);
    expect((await rotate("vault", "--prepare", "--id", "new")).said).toContain("vault --activate new");
    expect(parseVaultKeys((await settingsIn(file)).VAULT_KEYS!).current).toBe("old");
    expect((await rotate("vault", "--activate", "new")).code).toBe(0);
    expect(parseVaultKeys((await settingsIn(file)).VAULT_KEYS!).current).toBe("new");
  });
});

describe("npm run keys:rotate -- client", () => {
  it("makes a key that is not used yet, and prints its public part alone", async () => {
    await writeFile(file, "JIKO_CLIENT_KEY_FILE=/old.pem\nJIKO_CLIENT_KEY_ALG=EdDSA\n");
    const out = path.join(folder, "client.pem");
    const { code, said } = await rotate("client", "--out", out);
    expect(code).toBe(0);
    const key = createPrivateKey(await readFile(out));
    const { x, d } = key.export({ format: "jwk" });
    expect(JSON.parse(/\{[\s\S]*?\n\}/.exec(said)![0])).toMatchObject({ kty: "OKP", crv: "Ed25519", x, alg: "EdDSA", use: "sig", kid: expect.any(String) });
    expect(said).not.toContain(d);
    expect(await readFile(file, "utf8")).toContain("JIKO_CLIENT_KEY_FILE=/old.pem\n");
  });

  it("takes no key of another kind into use", async () => {
    const { file: other } = await makeKeys(path.join(folder, "rsa.pem"), "PS256");
    expect(await rotate("client", "--activate", other)).toEqual({ code: 2, said: expect.stringContaining("EdDSA needs ed25519") });
  });

  it("says what is missing", async () => {
    expect(await rotate("client")).toEqual({ code: 2, said: expect.stringContaining("--out") });
    expect((await rotate("nothing")).code).toBe(2);
  });
});
