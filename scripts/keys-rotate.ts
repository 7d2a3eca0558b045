import path from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "@/lib/db/connection";
import { makeKeys } from "./keys";
import { rotateAuditKey } from "./keys/audit";
import { algOf, clientKey, publicJwk, tryAtJiko } from "./keys/client";
import { changeSettings, settingsIn } from "./keys/env-file";
import { nameIt, needed, options, type Said, type Values } from "./keys/rotating";
import { service } from "./keys/service";
import { signing } from "./keys/signing";
import { report, usesOfKeys, withCurrent, withNewKey } from "./keys/vault";

const help = `Changes a key without downtime. Each step says what comes next (docs/runbook.md, Key rotation).

  npm run keys:rotate -- vault                      a new key in front of VAULT_KEYS; where one process runs
  npm run keys:rotate -- vault --prepare            a new key behind the others, for all processes to know before one uses it
  npm run keys:rotate -- vault --activate ID        that key to the front
  npm run keys:rotate -- vault --check              what each key is still needed for; ends with 1 while an older one is
  npm run keys:rotate -- client --out FILE          a new key for the OAuth client; the old one stays in use
  npm run keys:rotate -- client --activate FILE     tries it at Jiko and takes it into use
  npm run keys:rotate -- service --out FILE         a new key for the client that jobs read with
  npm run keys:rotate -- service --activate FILE    tries it at Jiko and takes it into use
  npm run keys:rotate -- signing --out FILE         a new key for signed messages, of the kind of the old one
  npm run keys:rotate -- signing --activate FILE --key-id ID    takes it into use, under the keyid that Jiko shows
  npm run keys:rotate -- audit --out FILE           a new key for the audit heads; the old one signs the change

  --env FILE    the file with the settings; .env unless told otherwise. It is changed at once or not at all, and kept as it was beside it.
  --id ID       name of the new vault key; today's date unless told otherwise
  --alg ALG     PS256 or EdDSA for the new client key; as it is unless told otherwise`;

async function vault({ env: file, id, prepare, activate, check }: Values): Promise<Said> {
  const settings = await settingsIn(file);
  const keys = needed(settings.VAULT_KEYS, "VAULT_KEYS", file);
  if (check) {
    const { pool, database } = openDatabase(needed(process.env.DATABASE_URL ?? settings.DATABASE_URL, "DATABASE_URL", file), { max: 1 });
    try {
      const { text, done } = report(keys, await usesOfKeys(database));
      return { text, code: done ? 0 : 1 };
    } finally {
      await pool.end();
    }
  }
  const next = activate ? { id: activate, value: withCurrent(keys, activate) } : withNewKey(keys, id, prepare ? "behind" : "front");
  const backup = await changeSettings(file, { VAULT_KEYS: next.value });
  const kept = `The file as it was is ${backup}; it holds secrets, delete it when all is well.`;
  if (prepare) {
    return {
      text: `The key ${next.id} stands behind the others in ${file}. ${kept}

Restart every process, one after the other, then: npm run keys:rotate -- vault --activate ${next.id}`,
    };
  }
  return {
    text: `The key ${next.id} stands in front in ${file}. ${kept}

Restart. From then on it seals what is new, and what older keys sealed is sealed anew in the background, within minutes.
npm run keys:rotate -- vault --check says what is still sealed with an older key, and when that one can go.`,
  };
}

async function client({ env: file, out, alg: wanted, activate }: Values): Promise<Said> {
  const settings = await settingsIn(file);
  const alg = algOf(wanted ?? settings.JIKO_CLIENT_KEY_ALG);
  if (settings.JIKO_SERVICE_KEY_FILE && alg !== algOf(settings.JIKO_CLIENT_KEY_ALG)) {
    throw new Error("The service's key has the algorithm of the client's. Take the service out first, or leave the algorithm as it is.");
  }
  if (activate) {
    const keyFile = path.resolve(activate);
    await clientKey(keyFile, alg);
    Object.assign(process.env, { ...settings, ...process.env, JIKO_CLIENT_KEY_ALG: alg });
    await tryAtJiko(keyFile).catch((cause: unknown) => {
      throw new Error(`Jiko does not take this key, so the old one stays in use. Is its public part registered, for ${alg}?`, { cause });
    });
    const backup = await changeSettings(file, { JIKO_CLIENT_KEY_FILE: keyFile, JIKO_CLIENT_KEY_ALG: alg });
    return {
      text: `Jiko took the key, and ${file} names it now. The file as it was is ${backup}.

Restart, sign in once, and wait a quarter of an hour, so that every session has renewed a token with it. Then remove the old public
key at Jiko and delete ${settings.JIKO_CLIENT_KEY_FILE}. To go back before that, put the copy of the file back and restart.`,
    };
  }
  if (!out) throw new Error(nameIt);
  const made = await makeKeys(out, alg);
  const jwk = await publicJwk(await clientKey(made.file, alg), alg);
  return {
    text: `The new private key is in ${made.file}. Only you may read it. The old one stays in use.

Register this public key at Jiko (Settings of the authentication portal, your client, credentials) beside the old one, algorithm ${alg}:

${JSON.stringify(jwk, null, 2)}

${made.publicPem}
Then: npm run keys:rotate -- client --activate ${made.file}${wanted ? ` --alg ${alg}` : ""}`,
  };
}

async function audit({ env: file, out }: Values): Promise<Said> {
  const settings = await settingsIn(file);
  needed(settings.AUDIT_KEY_FILE, "AUDIT_KEY_FILE", file);
  if (!out) throw new Error(nameIt);
  Object.assign(process.env, { ...settings, ...process.env, AUDIT_KEY_FILE: settings.AUDIT_KEY_FILE });
  const { made, oldPublicFile, customers } = await rotateAuditKey(out);
  const backup = await changeSettings(file, { AUDIT_KEY_FILE: made.file });
  return {
    text: `The new private key is in ${made.file}, and ${file} names it now. The file as it was is ${backup}.
The change is on record for ${customers.join(", ")}, under a head that the old key signed.

Restart. Give the new public key to those who verify, by another way than the record, and let them keep the old one: heads that it signed
are verified with it for good.

  npm run audit:verify -- --key ${oldPublicFile} --key ${made.publicFile}

${made.publicPem}
When every process has restarted, delete ${settings.AUDIT_KEY_FILE}: nothing needs the old private key any more.`,
  };
}

async function main(args: string[]): Promise<Said> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const work = { vault, client, service, signing, audit }[positionals[0] ?? ""];
  return work && positionals.length === 1 ? work(values) : { text: help, code: positionals.length === 0 ? 0 : 2 };
}

try {
  const { text, code = 0 } = await main(process.argv.slice(2));
  console.log(text);
  process.exitCode = code;
} catch (fault) {
  const because = fault instanceof Error && fault.cause instanceof Error ? ` (${fault.cause.message})` : "";
  console.error(`${fault instanceof Error ? fault.message : String(fault)}${because}`);
  process.exitCode = 2;
}
