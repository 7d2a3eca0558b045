import { readFile } from "node:fs/promises";
import path from "node:path";
import { signingKey } from "@/lib/jiko/transport";
import { makeKeys } from "../keys";
import { changeSettings, settingsIn } from "./env-file";
import { nameIt, needed, type Said, type Values } from "./rotating";

const kinds = { ed25519: "EdDSA", "ecdsa-p256-sha256": "ES256" } as const;

/** Changes the key that calls to Jiko are signed with. Each call names its key, so Jiko takes both while both are registered. */
export async function signing({ env: file, out, activate, "key-id": keyId }: Values): Promise<Said> {
  const settings = await settingsIn(file);
  const old = needed(settings.JIKO_SIGNING_KEY_FILE, "JIKO_SIGNING_KEY_FILE", file);
  const oldId = needed(settings.JIKO_SIGNING_KEY_ID, "JIKO_SIGNING_KEY_ID", file);
  if (activate) {
    if (!keyId) throw new Error("Name the keyid that Jiko shows for the new key with --key-id.");
    if (keyId === oldId) throw new Error(`${keyId} is the keyid of the key in use. Jiko shows another one for the new key.`);
    const keyFile = path.resolve(activate);
    signingKey(await readFile(keyFile, "utf8"), keyId);
    const backup = await changeSettings(file, { JIKO_SIGNING_KEY_FILE: keyFile, JIKO_SIGNING_KEY_ID: keyId });
    return {
      text: `${file} names the new key, ${keyId}. The file as it was is ${backup}.

Restart one process and open any page in it: what Jiko refuses shows as an error there, and putting the copy of the file back and restarting undoes it.
Then restart the others; a process that did not restart signs with the old key, which Jiko takes as well. When all have, remove ${oldId} at
Jiko and delete ${old}.`,
    };
  }
  if (!out) throw new Error(nameIt);
  const made = await makeKeys(out, kinds[signingKey(await readFile(old, "utf8"), oldId).alg]);
  return {
    text: `The new private key is in ${made.file}. Only you may read it. The old one stays in use.

Register this public key at Jiko for message signing, beside ${oldId}, and note the keyid that Jiko shows for it:

${made.publicPem}
Then: npm run keys:rotate -- signing --activate ${made.file} --key-id KEYID`,
  };
}
