import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { verifyBundle } from "@/lib/audit/bundle";
import { evidencePage } from "@/lib/audit/evidence-page";
import { headKey } from "@/lib/audit/heads";
import { openDatabase } from "@/lib/db/connection";
import { bundleOf } from "@/lib/desk/record/bundle";
import { run, setting } from "./run";

const help = `Writes the evidence of a transfer request: evidence-<id>.json, and evidence-<id>.html to print.

  npm run evidence -- TRANSFER_ID [--key PUBLIC_KEY_FILE] [--out FOLDER]

Reads DATABASE_URL and VAULT_KEYS. With a key (or AUDIT_KEY_FILE) it is checked as well.`;

await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: "string", multiple: true, default: [] }, out: { type: "string", default: "." } },
  });
  const [transferId] = positionals;
  if (!transferId) throw new Error(help);
  setting("VAULT_KEYS", "without them the evidence cannot be opened.");
  const { pool, database } = openDatabase(setting("DATABASE_URL", "the address of the database, as the runtime role."), { max: 1 });
  try {
    const bundle = await bundleOf(database, transferId.toLowerCase());
    const files = [...values.key, ...(process.env.AUDIT_KEY_FILE ? [process.env.AUDIT_KEY_FILE] : [])];
    const keys = files.map((file) => headKey(readFileSync(file, "utf8")));
    const verdict = await verifyBundle(bundle, { keys });
    const faults = keys.length > 0 ? verdict.faults : [];
    const name = `evidence-${bundle.transferId}`;
    const place = path.join(values.out, name);
    await writeFile(`${place}.json`, `${JSON.stringify(bundle, null, 1)}\n`);
    await writeFile(`${place}.html`, evidencePage({ ...verdict, faults }, `${name}.json`));
    console.log(`Written: ${place}.json, ${place}.html (${bundle.entries.length} entries, ${Object.keys(bundle.evidence).length} pieces of evidence)`);
    for (const fault of faults) console.log(`- ${fault}`);
    return faults.length === 0;
  } finally {
    await pool.end();
  }
});
