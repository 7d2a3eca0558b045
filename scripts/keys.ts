import { generateKeyPairSync, randomBytes } from "node:crypto";
import { open, realpath, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

const help = `Makes the key pair that Countersign proves itself with at Jiko, and its other keys.

  npm run keys -- --out FILE [--alg PS256|EdDSA]   private key into FILE (a new file outside this repository); prints the public one
  npm run keys -- --vault [ID]                     prints a value for VAULT_KEYS
  npm run keys -- --audit FILE                     key of the audit record into FILE, its public one into FILE.public.pem
  npm run keys -- --secret                         prints a value for SESSION_SECRET`;

const repository = path.join(import.meta.dirname, "..");

/** Where the key may be written: outside the repository, links followed. Throws a sentence. */
export async function keyPath(out: string, root = repository): Promise<string> {
  const file = path.resolve(out);
  const folder = await realpath(path.dirname(file)).catch(() => {
    throw new Error(`The folder ${path.dirname(file)} does not exist.`);
  });
  const inside = path.relative(await realpath(root), folder);
  if (inside === "" || !(inside.startsWith("..") || path.isAbsolute(inside))) {
    throw new Error("A private key must not lie in the repository: name a place outside of it.");
  }
  return path.join(folder, path.basename(file));
}

const pairOf = {
  PS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  EdDSA: () => generateKeyPairSync("ed25519"),
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
};

/** Writes a new private key (PEM, PKCS8, only its owner may read it) and answers the public one. Never overwrites. */
export async function makeKeys(out: string, alg: "PS256" | "EdDSA" | "ES256", root = repository): Promise<{ file: string; publicPem: string }> {
  const file = await keyPath(out, root);
  const pair = pairOf[alg]();
  const handle = await open(file, "wx", 0o600).catch((fault: NodeJS.ErrnoException) => {
    throw fault.code === "EEXIST" ? new Error(`${file} is there already and was left as it is.`) : fault;
  });
  try {
    await handle.writeFile(pair.privateKey.export({ type: "pkcs8", format: "pem" }));
  } finally {
    await handle.close();
  }
  return { file, publicPem: pair.publicKey.export({ type: "spki", format: "pem" }).toString() };
}

/** The key that signs heads of the audit record. Its public part lies beside it, to be taken to whoever verifies. */
export async function makeAuditKey(out: string, root = repository): Promise<{ file: string; publicFile: string; publicPem: string }> {
  const { file, publicPem } = await makeKeys(out, "EdDSA", root);
  const publicFile = `${file}.public.pem`;
  await writeFile(publicFile, publicPem, { flag: "wx" });
  return { file, publicFile, publicPem };
}

export const vaultKey = (id: string): string => `${id}:${randomBytes(32).toString("base64")}`;

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: "string" },
      alg: { type: "string", default: "PS256" },
      audit: { type: "string" },
      vault: { type: "boolean", default: false },
      secret: { type: "boolean", default: false },
    },
  });
  if (values.secret) return `SESSION_SECRET=${randomBytes(32).toString("base64url")}`;
  if (values.audit) {
    const { file, publicFile, publicPem } = await makeAuditKey(values.audit);
    return `The private key is in ${file}. Only you may read it, and no administrator of the database should.

Give this public key (${publicFile}) to those who verify, by another way than the record:

${publicPem}
Then set:

AUDIT_KEY_FILE=${file}`;
  }
  if (values.vault) {
    const id = positionals[0] ?? new Date().toISOString().slice(0, 10);
    return `VAULT_KEYS=${vaultKey(id)}

Where there is one already: npm run keys:rotate -- vault`;
  }
  if (!values.out) return help;
  if (values.alg !== "PS256" && values.alg !== "EdDSA") throw new Error("--alg is PS256 or EdDSA.");
  const { file, publicPem } = await makeKeys(values.out, values.alg);
  return `The private key is in ${file}. Only you may read it; keep it out of backups that others read.

Register this public key at Jiko (Settings of the authentication portal, your client, credentials), algorithm ${values.alg}:

${publicPem}
The client's redirect URI is APP_URL followed by /api/auth/callback/jiko, its grants are authorization code and refresh token.
Then set:

JIKO_CLIENT_KEY_FILE=${file}
JIKO_CLIENT_KEY_ALG=${values.alg}`;
}

if (process.argv[1] && import.meta.filename === path.resolve(process.argv[1])) {
  try {
    process.stdout.write(`${await main()}\n`);
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
