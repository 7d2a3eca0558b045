import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { closeDatabase, db } from "@/lib/db/connection";
import { migrate } from "@/lib/db/migrate";
import { draft } from "@/lib/db/schema/draft";
import type { AppError } from "@/lib/errors";
import { testDatabase, type Database as TestDatabase } from "@/scripts/database";
import { createDraft, deleteDraft, deleteExpiredDrafts, listDrafts, saveDraft, takeDraft } from "./drafts";

const clock = vi.hoisted(() => ({ at: new Date("2026-06-15T14:00:00Z") }));
vi.mock("@/lib/clock", () => ({ now: () => clock.at }));

const settings = {
  APP_URL: "http://localhost:3000", JIKO_API_URL: "http://127.0.0.1:1", JIKO_ISSUER_URL: "http://127.0.0.1:1", JIKO_CLIENT_ID: "test",
  JIKO_CLIENT_KEY_FILE: "/nowhere", JIKO_CUSTOMER_IDS: randomUUID(), SESSION_SECRET: "x".repeat(32), LOG_LEVEL: "silent",
  VAULT_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
};

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await migrate(test.ownerUrl);
  Object.assign(process.env, settings, { DATABASE_URL: test.runtimeUrl });
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const someone = (changes: Partial<Session> = {}) =>
  ({ id: randomUUID(), memberId: randomUUID(), customerId: randomUUID(), role: "INITIATOR", scopes: ["transfers.write"], ...changes }) as Session;
const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as AppError,
  );

describe("drafts of payees", () => {
  const account = "000123456789";
  const owner = () => someone({ scopes: ["transfers.write"] });

  it("lie sealed in the table, each for its own id, and open to their owner", async () => {
    const one = owner();
    const { id } = await createDraft(one, "payee", { account });
    const saved = await saveDraft(one, id, { account, name: "Sample" }, 1);
    expect(saved.value).toEqual({ account, name: "Sample" });
    expect((await takeDraft(one, id)).value).toEqual(saved.value);
    expect((await listDrafts(one, "payee")).map(({ value }) => value)).toEqual([saved.value]);
    const [row] = await db().select().from(draft).where(eq(draft.id, id));
    expect(JSON.stringify(row)).not.toContain(account);
    const other = await createDraft(one, "payee", {});
    await db().update(draft).set({ value: row!.value }).where(eq(draft.id, other.id));
    expect((await takeDraft(one, other.id)).value).toEqual({});
  });

  it("need the right to change payees", async () => {
    expect(await faultOf(createDraft(someone({ role: "APPROVER" }), "payee", {}))).toMatchObject({ code: "forbidden" });
  });
});

describe("drafts", () => {
  it("are their owner's alone, over sessions, and of one customer", async () => {
    const owner = someone();
    const { id } = await createDraft(owner, "transfer", { amount: "12.5" });
    const again = { ...owner, id: randomUUID() };
    expect(await takeDraft(again, id)).toMatchObject({ id, kind: "transfer", value: { amount: "12.5" }, revision: 1 });
    expect((await listDrafts(again, "transfer")).map((one) => one.id)).toEqual([id]);
    for (const other of [someone({ customerId: owner.customerId }), someone({ memberId: owner.memberId })]) {
      expect(await faultOf(takeDraft(other, id))).toMatchObject({ code: "not_found" });
      expect(await faultOf(saveDraft(other, id, {}, 1))).toMatchObject({ code: "not_found" });
      expect(await listDrafts(other, "transfer")).toEqual([]);
      await deleteDraft(other, id);
    }
    expect(await takeDraft(owner, id)).toMatchObject({ revision: 1 });
    await deleteDraft(owner, id);
    await deleteDraft(owner, id);
    expect(await faultOf(takeDraft(owner, id))).toMatchObject({ code: "not_found" });
    expect(await faultOf(takeDraft(owner, "not-an-id"))).toMatchObject({ code: "not_found" });
  });

  it("are saved over the revision that was read; of two that save at once, one is told and gets the newer value", async () => {
    const owner = someone();
    const { id } = await createDraft(owner, "transfer", { step: "0" });
    const results = await Promise.allSettled([saveDraft(owner, id, { step: "a" }, 1), saveDraft(owner, id, { step: "b" }, 1)]);
    const won = results.find((one) => one.status === "fulfilled")!;
    const lost = results.find((one) => one.status === "rejected")!;
    expect(won.value).toMatchObject({ revision: 2 });
    expect(lost.reason).toMatchObject({ code: "conflict", data: { revision: 2, value: won.value.value } });
    expect(await saveDraft(owner, id, { step: "c" }, 2)).toMatchObject({ revision: 3, value: { step: "c" } });
  });

  it("cannot be begun by someone who may not file", async () => {
    expect(await faultOf(createDraft(someone({ role: "VIEWER" }), "transfer", {}))).toMatchObject({ code: "forbidden" });
  });

  it("are limited in number", async () => {
    const owner = someone();
    for (let i = 0; i < 50; i++) await createDraft(owner, "transfer", {});
    expect(await faultOf(createDraft(owner, "transfer", {}))).toMatchObject({ code: "conflict" });
  });

  it("end seven days after the last save", async () => {
    const owner = someone();
    const { id } = await createDraft(owner, "transfer", {});
    const days = (count: number) => (clock.at = new Date(clock.at.getTime() + count * 24 * 3600 * 1000));
    days(6);
    await saveDraft(owner, id, { touched: true }, 1);
    days(6);
    await deleteExpiredDrafts();
    expect(await takeDraft(owner, id)).toMatchObject({ value: { touched: true } });
    days(1.1);
    expect(await faultOf(takeDraft(owner, id))).toMatchObject({ code: "not_found" });
    await deleteExpiredDrafts();
    expect((await db().select().from(draft)).map((row) => row.id)).not.toContain(id);
  });
});
