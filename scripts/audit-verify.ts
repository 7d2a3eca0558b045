import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { headKey, headsOf } from "@/lib/audit/heads";
import { openDatabase } from "@/lib/db/connection";
import { verifyRecord, type Report } from "@/lib/desk/record/verify";
import { run, setting } from "./run";

const help = `Checks the audit record: chain, signed heads, gestures, sign-ins, enrolments, snapshots, the policy in force and the sign-offs at each
decision; and against it the tables of passkeys, policies, sign-offs, freezes and call-backs.

  npm run audit:verify -- --key PUBLIC_KEY_FILE [--key ...] [--heads FILE] [--customer ID]

  --key        public key of the heads; once more for each older one
  --heads      heads that were kept outside of the database: the file AUDIT_HEADS_FILE, or the log
  --customer   only this customer; otherwise all of them

Reads DATABASE_URL and VAULT_KEYS. Ends with 1 where something does not hold.`;

const plural = (n: number, one: string, more = `${one}s`) => `${n.toLocaleString("en-US")} ${n === 1 ? one : more}`;
const mostFaults = 20;

function write({ customerId, entries, heads, unsigned, claims, restores, faults }: Report, keys: number): string {
  const lines = [
    `Customer ${customerId}`,
    `  ${plural(entries, "entry", "entries")}, ${plural(claims, "claim")} checked against evidence`,
    `  ${plural(heads.table, "signed head")} in the table, ${plural(heads.outside, "head")} kept outside; ${plural(unsigned, "entry", "entries")} after the newest`,
  ];
  if (keys === 0) lines.push("  No --key was given: no head is believed, so a record that was rewritten as a whole would not be noticed.");
  for (const { position, kept, at, reason } of restores) {
    lines.push(`  Restored from a backup (entry ${position}, ${at}): what was entered after ${kept} is gone. Reason given: ${reason}`);
  }
  if (faults.length === 0) return [...lines, "  Everything holds."].join("\n");
  const [first] = faults;
  lines.push(first!.position === null ? "  Not everything holds:" : `  NOT INTACT. First at entry ${first!.position}: ${first!.fault}.`);
  for (const { position, fault } of faults.slice(0, mostFaults)) lines.push(`  - ${position === null ? "" : `entry ${position}: `}${fault}`);
  if (faults.length > mostFaults) lines.push(`  and ${faults.length - mostFaults} more`);
  return lines.join("\n");
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      key: { type: "string", multiple: true, default: [] },
      heads: { type: "string", multiple: true, default: [] },
      customer: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return true;
  }
  setting("VAULT_KEYS", "without them the evidence cannot be opened.");
  const keys = values.key.map((file) => headKey(readFileSync(file, "utf8")));
  const outside = values.heads.flatMap((file) => headsOf(readFileSync(file, "utf8")));
  const { pool, database } = openDatabase(setting("DATABASE_URL", "the address of the database, as the runtime role."), { max: 1 });
  try {
    const all = await database.execute<{ id: string }>(sql`
      select distinct customer_id::text as id from audit_entry union select distinct customer_id::text from audit_head`);
    const known = values.customer ? [values.customer.toLowerCase()] : all.rows.map(({ id }) => id).sort();
    if (known.length === 0) console.log("The record is empty.");
    const noted = outside.map((head) => (head as { customerId?: unknown } | null)?.customerId).filter((id) => typeof id === "string");
    let holds = true;
    for (const customerId of values.customer ? known : new Set([...known, ...noted])) {
      const report = await verifyRecord(database, { customerId, keys, outside });
      console.log(write(report, keys.length));
      holds &&= report.faults.length === 0;
    }
    return holds;
  } finally {
    await pool.end();
  }
}

await run(main);
