import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { members } from "@/lib/approvals/request.arbitrary";
import { db } from "@/lib/db/connection";
import { signOff } from "@/lib/db/schema/approvals";
import { job } from "@/lib/db/schema/job";
import { mirrorItem } from "@/lib/db/schema/mirror";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import { testDatabase } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import { remind } from "./remind";
import { announced } from "./testing-announced";
import { aRequest } from "./testing-request";

let close: () => Promise<void>;
let customerId: string;
beforeAll(async () => {
  close = await openDesk(await testDatabase());
  customerId = process.env.JIKO_CUSTOMER_IDS!;
});
afterAll(() => close());
beforeEach(async () => {
  await db().delete(mirrorItem);
  await db().delete(job);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-07-17T10:00:00Z") });
  return () => void vi.useRealTimers();
});

async function waiting(changes: Partial<TransferRequest> = {}, row: Partial<typeof mirrorItem.$inferInsert> = {}): Promise<string> {
  const id = randomUUID();
  const request = aRequest({ id, ...changes });
  const { created_at, status } = request;
  const plain = { pocketId: null, counterpartyId: null, amount: null, search: "", digest: "", firstSeenAt: new Date(created_at), open: true };
  // By the database's clock, which is not moved.
  const readAt = new Date((await db().execute<{ at: string }>("select now()::text as at")).rows[0]!.at);
  await db().insert(mirrorItem).values({ ...plain, customerId, kind: "transferRequests", id, at: new Date(created_at), status, data: request, readAt, ...row });
  return id;
}
const told = () => announced(customerId);
const kinds = async () => (await told()).map(({ kind }) => kind).sort();

describe("remind", () => {
  it("reminds of what waits by the desk's copy, and not of what may have been decided meanwhile", async () => {
    const id = await waiting();
    await waiting({ status: "CANCELED" });
    await waiting({}, { readAt: new Date("2026-07-01T00:00:00Z") });
    await waiting({ created_at: "2026-07-17T09:00:00Z" });
    await remind();
    expect(await told()).toMatchObject([{ kind: "request.reminder", subjectId: id, text: "Member 1 filed it. It waits for 2 days now." }]);
  });

  it("leaves out who has signed here", async () => {
    const transferId = await waiting();
    const memberId = members[1]!.member_id;
    const held = { memberName: "Member 2", email: "member.2@example.com", role: "APPROVER", how: "held", assurance: "session", policyVersion: "1" } as const;
    await db().insert(signOff).values({ ...held, id: randomUUID(), customerId, transferId, memberId, subjectHash: "", contextHash: "", at: new Date() });
    await remind();
    expect(await told()).toMatchObject([{ to: { except: [members[0]!.member_id, memberId] } }]);
  });

  it("goes by the expiry that the policy gives each request", async () => {
    const [soon, over] = [await waiting(), await waiting({ created_at: "2026-07-14T10:00:00Z" })];
    const hours = new Map([
      [soon, 60],
      [over, 72],
    ]);
    await remind(() => Promise.resolve(hours));
    expect(await kinds()).toEqual(["request.expired", "request.expired", "request.expiring"]);
    const expiring = (await told()).find(({ kind }) => kind === "request.expiring")!;
    expect(expiring.text).toMatch(/It expires on Jul 17, 2026(,| at) 6:00:00\s?PM EDT and cannot be signed here after that\.$/);
  });
});
