import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { firstPrevHash, linkOf, type AuditEntry, type ChainLink } from "../lib/audit/entry";
import { signHead, type SignedHead } from "../lib/audit/heads";
import { softIssuer, storyInMemory } from "../lib/desk/record/testing/story";
import { contextHashOf, subjectHashOf } from "../lib/approvals/snapshot";
import { canonicalJson } from "../lib/canonical";
import { openDatabase } from "../lib/db/connection";
import { migrate } from "../lib/db/migrate";
import { signOff } from "../lib/db/schema/approvals";
import { createDatabase, startCluster } from "../scripts/database";
import { table } from "./table";

/** Prints how long it takes to verify so many entries (default a million): chain, a head for each hundred, a gesture for each hundred. */
const wanted = Number(process.argv[2] ?? 1_000_000);
process.env.VAULT_KEYS = `bench:${randomBytes(32).toString("base64")}`;
process.env.LOG_LEVEL = "silent";
// Read when they are loaded.
const { seal } = await import("../lib/auth/seal");
const { vaultKeys } = await import("../lib/auth/tokens");
const { verifyRecord } = await import("../lib/desk/record/verify");

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const cluster = await startCluster({ durable: false });
const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);
try {
  const made = await createDatabase(cluster.adminUrl);
  await migrate(made.ownerUrl);
  const { pool, database } = openDatabase(made.runtimeUrl, { max: 1 });
  const told = await storyInMemory(await softIssuer());
  const { customerId } = told;
  const approver = await told.enrol("Approver One");
  const initiator = await told.enrol("Initiator One");

  const insert = async (links: ChainLink[], heads: SignedHead[]) => {
    const columns = (["canonical", "contentHash", "prevHash", "entryHash"] as const).map((name) => links.map((link) => link[name]));
    const into = "insert into audit_entry (canonical, content_hash, prev_hash, entry_hash)";
    await pool.query(`${into} select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])`, columns);
    const rows = [...told.evidence].map(([digest, { kind, value }]) => {
      const sealed = seal(vaultKeys(), canonicalJson(value), `evidence ${customerId} ${digest}`);
      const { subject } = value as { subject?: { id: string } };
      return { digest, kind, subjectId: subject?.id ?? "one", ...sealed };
    });
    told.evidence.clear();
    await pool.query(
      "insert into evidence select $1, d, k, a, i, s, now() from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[]) as t(d, k, a, i, s)",
      [customerId, ...(["digest", "kind", "subjectId", "keyId", "sealed"] as const).map((name) => rows.map((row) => row[name]))],
    );
    await pool.query("insert into audit_head select $1, (h ->> 'position')::bigint, h, now() from unnest($2::jsonb[]) as h", [
      customerId,
      heads.map((head) => JSON.stringify(head)),
    ]);
  };

  const filling = performance.now();
  let last = { position: 0, entryHash: firstPrevHash };
  let [links, heads]: [ChainLink[], SignedHead[]] = [[], []];
  const ordinary = (i: number): AuditEntry => ({
    customerId, at: new Date(Date.UTC(2026, 0, 1) + i * 1000), kind: "event", action: "session.started", correlationId: randomUUID(),
    actor: { memberId: initiator.memberId, sessionId: randomUUID(), name: initiator.name }, subjectId: randomUUID(),
    details: { role: "INITIATOR", scopes: ["pockets.read", "transfers.read", "transfers.write"], address: "192.0.2.1", browser: "Chrome on Windows" },
  });
  let decisions = 0;
  const signOffs: (typeof signOff.$inferInsert)[] = [];
  while (last.position < wanted) {
    if (last.position % 100 < 3) {
      const snapshot = await told.file(initiator, 1_000 + decisions++);
      // As it is in earnest: a moment passes between looking and signing.
      const seen = { ...snapshot.context, asOf: "2026-06-15T14:01:00.000Z" };
      const at = told.now();
      const proof = await told.approve(approver, snapshot, { seen });
      const [subjectHash, contextHash] = [subjectHashOf(snapshot.subject), contextHashOf(snapshot.context)];
      const what = { id: randomUUID(), transferId: snapshot.subject.id, how: "sent", assurance: "passkey", policyVersion: "builtin-1" } as const;
      const who = { memberId: approver.memberId, memberName: approver.name, email: "", role: "APPROVER", passkeyId: approver.passkeyId };
      signOffs.push({ customerId, ...what, ...who, proof, subjectHash, contextHash, amount: snapshot.subject.amount.cents, at });
    } else told.entries.push(ordinary(last.position));
    for (const entry of told.entries.splice(0)) {
      const link: ChainLink = linkOf(entry, last.position > 0 ? last : null);
      links.push(link);
      last = { position: last.position + 1, entryHash: link.entryHash };
      if (last.position % 100 === 0) heads.push(signHead({ customerId, ...last, at: new Date().toISOString() }, privateKey));
    }
    if (links.length >= 10_000 || last.position >= wanted) {
      await insert(links, heads);
      if (signOffs.length > 0) await database.insert(signOff).values(signOffs.splice(0));
      [links, heads] = [[], []];
    }
  }
  const filled = seconds(filling);
  // The story has passkeys on record alone; the table must agree.
  for (const { memberId, name, passkeyId, passkey, enrolment } of [approver, initiator]) {
    await database.execute(sql`
      insert into passkey (id, customer_id, member_id, member_name, label, credential_id, public_key, fingerprint,
        counter, transports, backed_up, state, enrolment, created_at)
      values (${passkeyId}, ${customerId}, ${memberId}, ${name}, 'Key', ${passkey.credentialId}, ${passkey.publicKey}, ${passkey.fingerprint},
        0, '{}', false, 'active', ${enrolment}, now())`);
  }
  const begun = performance.now();
  const before = process.cpuUsage();
  const report = await verifyRecord(database, { customerId, keys: [publicKey], outside: [] });
  const took = seconds(begun);
  const { user, system } = process.cpuUsage(before);
  await pool.end();
  if (report.faults.length > 0) throw new Error(`The record does not hold: ${JSON.stringify(report.faults.slice(0, 3))}`);
  table("Verifying the audit record", [
    ["entries", "heads", "claims", "filled, s", "verified, s", "of it CPU here, s", "memory, MB"],
    [report.entries, report.heads.table, report.claims, filled, took, ((user + system) / 1e6).toFixed(1), Math.round(process.resourceUsage().maxRSS / 1024)].map(String),
  ]);
} finally {
  await cluster.stop();
}
