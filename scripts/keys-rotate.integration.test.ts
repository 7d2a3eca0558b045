import { createPrivateKey, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headFault, headKey, headsOf, keyIdOf, type SignedHead } from "@/lib/audit/heads";
import { parseVaultKeys, seal } from "@/lib/auth/seal";
import { openDatabase } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { testDatabase, type Database } from "./database";
import { makeAuditKey, makeKeys, vaultKey } from "./keys";
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

describe("npm run keys:rotate -- service", () => {
  it("makes a key for the service's client of the algorithm that both have, and keeps that the same", async () => {
    await writeFile(file, "JIKO_CLIENT_KEY_ALG=EdDSA\nJIKO_SERVICE_CLIENT_ID=jobs\nJIKO_SERVICE_KEY_FILE=/old.pem\n");
    const out = path.join(folder, "service.pem");
    const { code, said } = await rotate("service", "--out", out);
    expect([code, said]).toEqual([0, expect.stringContaining("for the client jobs beside the old one, algorithm EdDSA")]);
    expect(createPrivateKey(await readFile(out)).asymmetricKeyType).toBe("ed25519");
    expect(await rotate("client", "--alg", "PS256", "--out", path.join(folder, "other.pem"))).toEqual({ code: 2, said: expect.stringContaining("Take the service out first") });
    await writeFile(file, "VAULT_KEYS=x\n");
    expect(await rotate("service", "--out", out)).toEqual({ code: 2, said: expect.stringContaining("JIKO_SERVICE_CLIENT_ID is not set") });
  });
});

describe("npm run keys:rotate -- signing", () => {
  it("makes a key of the kind of the old one, and takes file and keyid into use together", async () => {
    const old = await makeKeys(path.join(folder, "signing-1.pem"), "ES256");
    await writeFile(file, `JIKO_SIGNING_KEY_FILE=${old.file}\nJIKO_SIGNING_KEY_ID=messages-1\n`);
    const out = path.join(folder, "signing-2.pem");
    const { code, said } = await rotate("signing", "--out", out);
    expect([code, said]).toEqual([0, expect.stringContaining("beside messages-1")]);
    expect(createPrivateKey(await readFile(out)).asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    expect((await settingsIn(file)).JIKO_SIGNING_KEY_FILE).toBe(old.file);
    expect((await rotate("signing", "--activate", out)).said).toContain("--key-id");
    expect((await rotate("signing", "--activate", out, "--key-id", "messages-1")).code).toBe(2);
    expect((await rotate("signing", "--activate", out, "--key-id", "messages-2")).code).toBe(0);
    expect(await settingsIn(file)).toMatchObject({ JIKO_SIGNING_KEY_FILE: out, JIKO_SIGNING_KEY_ID: "messages-2" });
    const { file: rsa } = await makeKeys(path.join(folder, "signing-3.pem"), "PS256");
    expect(await rotate("signing", "--activate", rsa, "--key-id", "messages-3")).toEqual({ code: 2, said: expect.stringContaining("P-256 or Ed25519") });
  });
});

describe("npm run keys:rotate -- audit", () => {
  it("has the old key sign that there is a new one, and keeps its public part", async () => {
    const [customerId, heads] = [randomUUID(), path.join(folder, "heads.jsonl")];
    const old = await makeAuditKey(path.join(folder, "audit-1.pem"));
    const settings = {
      APP_URL: "http://localhost:3000", JIKO_API_URL: "http://127.0.0.1:1", JIKO_ISSUER_URL: "http://127.0.0.1:1", JIKO_CLIENT_ID: "test",
      JIKO_CLIENT_KEY_FILE: "/nowhere", JIKO_CUSTOMER_IDS: customerId, SESSION_SECRET: "x".repeat(32), VAULT_KEYS: vaultKey("v"),
      DATABASE_URL: test.runtimeUrl, AUDIT_KEY_FILE: old.file, AUDIT_HEADS_FILE: heads,
    };
    await writeFile(file, Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`).join(""));
    const out = path.join(folder, "audit-2.pem");
    const { code, said } = await rotate("audit", "--out", out);
    expect([code, said]).toEqual([0, expect.stringContaining("under a head that the old key signed")]);
    expect((await settingsIn(file)).AUDIT_KEY_FILE).toBe(out);

    const publicKeys = [/--key (\S+) --key (\S+)/.exec(said)!.slice(1, 3)].flat();
    const [oldKey, newKey] = await Promise.all(publicKeys.map(async (one) => headKey(await readFile(one, "utf8"))));
    expect([keyIdOf(oldKey!), keyIdOf(newKey!)]).toEqual([keyIdOf(headKey(old.publicPem)), keyIdOf(headKey(await readFile(out, "utf8")))]);
    const [head] = headsOf(await readFile(heads, "utf8")) as SignedHead[];
    expect(headFault(head, [oldKey!])).toBeNull();

    const { pool } = openDatabase(test.runtimeUrl, { max: 1 });
    const { rows } = await pool.query<{ canonical: string }>("select canonical from audit_entry where customer_id = $1 and position = $2", [customerId, head!.position]);
    await pool.end();
    const { action, details } = JSON.parse(rows[0]!.canonical) as { action: string; details: { oldKey: string; newKey: string } };
    expect([action, details.oldKey.slice(0, 16), details.newKey.slice(0, 16)]).toEqual(["audit.key.changed", keyIdOf(oldKey!), keyIdOf(newKey!)]);
  });

  it("changes nothing where there is no key yet, or the old one cannot be read", async () => {
    const out = path.join(folder, "audit-3.pem");
    await writeFile(file, "VAULT_KEYS=x\n");
    expect(await rotate("audit", "--out", out)).toEqual({ code: 2, said: expect.stringContaining("AUDIT_KEY_FILE is not set") });
    await writeFile(file, "AUDIT_KEY_FILE=/nowhere.pem\n");
    expect((await rotate("audit", "--out", out)).code).toBe(2);
    await expect(stat(out)).rejects.toThrow("ENOENT");
    expect(await readFile(file, "utf8")).toBe("AUDIT_KEY_FILE=/nowhere.pem\n");
  });
});
