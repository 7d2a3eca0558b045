import path from "node:path";
import { makeKeys } from "../keys";
import { algOf, clientKey, publicJwk, tryServiceAtJiko } from "./client";
import { changeSettings, settingsIn } from "./env-file";
import { nameIt, needed, type Said, type Values } from "./rotating";

/** Changes the key of the client that jobs read with. Its algorithm is that of the OAuth client: one setting says it for both. */
export async function service({ env: file, out, activate }: Values): Promise<Said> {
  const settings = await settingsIn(file);
  const id = needed(settings.JIKO_SERVICE_CLIENT_ID, "JIKO_SERVICE_CLIENT_ID", file);
  const alg = algOf(settings.JIKO_CLIENT_KEY_ALG);
  if (activate) {
    const keyFile = path.resolve(activate);
    await clientKey(keyFile, alg);
    Object.assign(process.env, { ...settings, ...process.env, JIKO_CLIENT_KEY_ALG: alg });
    await tryServiceAtJiko(id, keyFile).catch((cause: unknown) => {
      throw new Error("Jiko does not take this key for the service, so the old one stays in use. Is its public part registered?", { cause });
    });
    const backup = await changeSettings(file, { JIKO_SERVICE_KEY_FILE: keyFile });
    return {
      text: `Jiko took the key, and ${file} names it now. The file as it was is ${backup}.

Restart every process; until then they go on with the old key. Then remove the old public key at Jiko and delete ${settings.JIKO_SERVICE_KEY_FILE}.
To go back before that, put the copy of the file back and restart.`,
    };
  }
  if (!out) throw new Error(nameIt);
  const made = await makeKeys(out, alg);
  const jwk = await publicJwk(await clientKey(made.file, alg), alg);
  return {
    text: `The new private key is in ${made.file}. Only you may read it. The old one stays in use.

Register this public key at Jiko for the client ${id} beside the old one, algorithm ${alg}:

${JSON.stringify(jwk, null, 2)}

${made.publicPem}
Then: npm run keys:rotate -- service --activate ${made.file}`,
  };
}
