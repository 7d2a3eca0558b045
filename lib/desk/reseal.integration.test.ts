import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Session } from "@/lib/auth/session";
import { sealTokens, unsealTokens } from "@/lib/auth/tokens";
import { db } from "@/lib/db/connection";
import { keyIdIn } from "@/lib/db/key-ids";
import { attachment } from "@/lib/db/schema/approvals";
import { session, vault } from "@/lib/db/schema/auth";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { sha256Hex } from "@/lib/sha256";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "./commands/testing/desk";
import { createDraft, takeDraft } from "./drafts";
import { evidenceOf, keepEvidence } from "./evidence";
import { keepVersions, openVersion } from "./mirror/versions";
import { contentOf, findAttachment, sealContent } from "./notes/attachments";
import { resealAll } from "./reseal";
import { makeSecret, openSecret } from "./webhooks/secrets";

let close: () => Promise<void>;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
});
afterAll(() => close());

const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const [first, second] = [newKey("first"), newKey("second")];
const use = (...keys: string[]) => Object.assign(process.env, { VAULT_KEYS: keys.join(",") });

/** What each table's rows were sealed with. */
async function keysIn(table: keyof typeof keyIdIn): Promise<string[]> {
  const { rows } = await db().execute<{ key: string | null }>(sql`select distinct ${sql.raw(keyIdIn[table])} as key from ${sql.identifier(table)}`);
  return rows.flatMap(({ key }) => key ?? []);
}

it("knows every table that keeps the id of a vault key", async () => {
  const { rows } = await db().execute<{ name: string }>(sql`select table_name as name from information_schema.columns where column_name = 'key_id'`);
  const columns = Object.entries(keyIdIn).filter(([, where]) => where === "key_id");
  expect(rows.map(({ name }) => name).sort()).toEqual(columns.map(([name]) => name).sort());
});

it("seals what an older key sealed with the new one, in every table, and leaves what it cannot open", async () => {
  use(first);
  const customerId = randomUUID();
  const member = { id: randomUUID(), memberId: randomUUID(), customerId, role: "ADMIN", scopes: ["transfers.write"] } as unknown as Session;
  const at = new Date();
  const tokens = { access: "a", type: "Bearer", refresh: "r", dpop: null, renewAt: at, expiresAt: at } as const;
  const row = { tokenHash: "t", browserHash: "b", subject: "s", customerName: "c", name: "Admin One", email: "admin.one@example.com" };
  const holder = { ...member, ...row, scopes: [], createdAt: at, lastActiveAt: at, expiresAt: new Date(at.getTime() + 60_000) };
  await db().insert(session).values(holder);
  await db().insert(vault).values({ sessionId: member.id, customerId, ...sealTokens(tokens, holder), renewAt: at, expiresAt: at });
  const secret = { id: randomUUID(), customerId, endpointId: null };
  await makeSecret(secret);
  const secretBefore = await openSecret(customerId, secret.id);
  const payee = { id: randomUUID(), account_number: "000123456789" } as unknown as Counterparty;
  const digest = await db().transaction(async (tx) => {
    await keepVersions(tx, customerId, [payee], at);
    return keepEvidence(tx, { customerId, kind: "snapshot", subjectId: "s", value: { kept: 1 } });
  });
  const { id, revision } = await createDraft(member, "payee", { account: "000123456789" });
  const file = { id: randomUUID(), customerId, transferId: id, memberId: member.id, memberName: "Admin One", name: "a.pdf", type: "pdf", size: 4 };
  const content = Buffer.from([0, 255, 1, 254]);
  await db().insert(attachment).values({ ...file, digest: sha256Hex(content), at, ...sealContent(content, file) });
  const tables = ["vault", "payee_version", "evidence", "attachment", "webhook_secret", "draft"] as const;

  await resealAll();
  for (const table of tables) expect([table, await keysIn(table)]).toEqual([table, ["first"]]);
  use(second, first);
  await db().execute(sql`insert into evidence select customer_id, repeat('0', 64), kind, subject_id, 'first', '\\x00', at from evidence`);
  await resealAll();
  for (const table of tables) expect([table, (await keysIn(table)).sort()]).toEqual([table, table === "evidence" ? ["first", "second"] : ["second"]]);

  use(second);
  expect(unsealTokens((await db().select().from(vault))[0]!, holder)).toEqual(tokens);
  expect(await openSecret(customerId, secret.id)).toBe(secretBefore);
  const versions = await db().query.payeeVersion.findMany();
  expect(versions.map(openVersion)).toEqual([payee]);
  expect((await contentOf((await findAttachment(customerId, file.id))!)).equals(content)).toBe(true);
  expect(await evidenceOf(customerId, digest)).toEqual({ kept: 1 });
  expect(await takeDraft(member, id)).toMatchObject({ revision, value: { account: "000123456789" } });
});
