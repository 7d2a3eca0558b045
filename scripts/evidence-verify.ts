import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { JSONWebKeySet } from "jose";
import { verifyBundle } from "@/lib/audit/bundle";
import { headKey } from "@/lib/audit/heads";
import { sentenceOf } from "@/lib/audit/words";
import { run } from "./run";

const help = `Checks the evidence of a transfer request, without the desk's database and without a network.

  npm run evidence:verify -- FILE --key PUBLIC_KEY_FILE [--key ...] [--issuer-keys FILE]

  --key          public key of the audit record, from its owner: never from the evidence
  --issuer-keys  Jiko's keys (a JWK set) as they were got elsewhere, in place of those that were kept at the time

Ends with 1 where something does not hold.`;

await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: "string", multiple: true, default: [] }, "issuer-keys": { type: "string" } },
  });
  const [file] = positionals;
  if (!file || values.key.length === 0) throw new Error(help);
  const keys = values.key.map((one) => headKey(readFileSync(one, "utf8")));
  const issuerFile = values["issuer-keys"];
  const issuerKeys = issuerFile ? (JSON.parse(readFileSync(issuerFile, "utf8")) as JSONWebKeySet) : undefined;
  const { faults, bundle, entries } = await verifyBundle(JSON.parse(readFileSync(file, "utf8")), { keys, ...(issuerKeys && { issuerKeys }) });
  if (bundle) {
    console.log(`Request ${bundle.transferId} of customer ${bundle.customerId}`);
    for (const entry of entries) console.log(`  ${entry.at}  entry ${entry.position}  ${entry.actor?.name ?? "the desk"}: ${sentenceOf(entry)}`);
    for (const { head } of bundle.segments) console.log(`  ${head.at}  head at entry ${head.position}, key ${head.keyId}`);
    const pages = new Set(Object.values(bundle.evidence).map((one) => (one as { origin?: string } | null)?.origin).filter(Boolean));
    if (pages.size > 0) console.log(`  Signed on: ${[...pages].join(", ")}`);
    if (!issuerKeys) console.log("  Sign-ins were checked with the keys of Jiko that were kept at the time; --issuer-keys takes them from elsewhere.");
  }
  if (faults.length === 0) console.log("Everything holds.");
  else console.log(["It does NOT hold:", ...faults.map((fault) => `- ${fault}`)].join("\n"));
  return faults.length === 0;
});
