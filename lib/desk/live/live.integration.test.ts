import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { endSession } from "@/lib/auth/sessions";
import { db, openDatabase } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { session as sessions } from "@/lib/db/schema/auth";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";
import type { JikoClient } from "@/lib/jiko/transport";
import { testDatabase, type Database } from "@/scripts/database";
import { openDesk } from "../commands/testing/desk";
import { aRequest } from "../messages/testing-request";
import { forgetReads } from "../read";
import { closeLive } from "./hub";
import { publish } from "./publish";
import { liveStream } from "./stream";
import { keepSweeping, sweep, sweepKind, type Sweep } from "./sweep";

vi.mock(import("../read"), async (actual) => ({ ...(await actual()), forgetReads: vi.fn() }));

let database: Database;
let close: () => Promise<void>;
const customerId = randomUUID();

beforeAll(async () => {
  database = await testDatabase();
  close = await openDesk(database);
  process.env.JIKO_CUSTOMER_IDS = customerId;
});
afterAll(() => close());
beforeEach(() => void Object.assign(globalThis, { countersignLive: undefined }));
afterEach(() => closeLive());

async function signedIn(): Promise<{ id: string; customerId: string }> {
  const id = randomUUID();
  const at = new Date();
  await db().insert(sessions).values({
    id, tokenHash: randomUUID(), browserHash: randomUUID(), subject: id, memberId: randomUUID(), customerId, customerName: "Example",
    name: "Approver One", email: "one@example.com", role: "APPROVER", scopes: ["transfers.read"],
    createdAt: at, lastActiveAt: at, expiresAt: new Date(at.getTime() + 3_600_000),
  });
  return { id, customerId };
}

/** An open stream and what it has said so far: `changed pockets,wires`, `changed *`, `over`. Beats are left out. */
function listen(session: { id: string; customerId: string }) {
  const leaving = new AbortController();
  const response = liveStream(session, new Request("http://localhost/api/live", { signal: leaving.signal }));
  const said: string[] = [];
  let open = true;
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      for (const message of decoder.decode(chunk).split("\n\n")) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(message) ?? [];
        if (!name || name === "beat") continue;
        const { topics } = JSON.parse(data!) as { topics?: string[] | null };
        said.push(name === "changed" ? `changed ${topics ? topics.join() : "*"}` : name);
      }
    }
    open = false;
  })();
  return { response, said, leave: () => leaving.abort(), isOpen: () => open };
}

const tell = (customer: string, ...topics: Parameters<typeof publish>[2][number][]) => db().transaction((tx) => publish(tx, customer, topics));

/** Says something until it is heard: the first words may come before the ears are there. */
async function heard(said: string[]): Promise<void> {
  await expect
    .poll(async () => {
      await tell(customerId, "team");
      return said.length;
    })
    .toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 900));
  said.splice(0);
}

describe("a stream", () => {
  it("tells what was committed, to this customer alone, and nothing that was rolled back", async () => {
    const { response, said, leave } = listen(await signedIn());
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    await heard(said);
    await tell(randomUUID(), "wires");
    await db()
      .transaction(async (tx) => {
        await publish(tx, customerId, ["pockets"]);
        throw new Error("rolled back");
      })
      .catch(() => undefined);
    await tell(customerId, "transfer-requests", "pockets");
    await expect.poll(() => said).toEqual(["changed pockets,transfer-requests"]);
    leave();
  });

  it("lets nobody join a read that was on its way when it tells a change", async () => {
    const session = await signedIn();
    const { said, leave } = listen(session);
    await heard(said);
    expect(vi.mocked(forgetReads)).toHaveBeenCalledWith({ id: session.id });
    leave();
  });

  it("tells a thousand changes in a few words", async () => {
    const { said, leave } = listen(await signedIn());
    await heard(said);
    for (let i = 0; i < 1_000; i += 50) await Promise.all(Array.from({ length: 50 }, () => tell(customerId, i % 100 ? "wires" : "webhooks")));
    await expect.poll(() => new Set(said.flatMap((one) => one.slice(8).split(",")))).toEqual(new Set(["wires", "webhooks"]));
    expect(said.length).toBeLessThan(20);
    leave();
  });

  it("tells ever more together while changes do not end, and the last of them too", async () => {
    const { said, leave } = listen(await signedIn());
    await heard(said);
    for (let i = 0; i < 40; i++) {
      await tell(customerId, i < 39 ? "wires" : "pockets");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await expect.poll(() => said.at(-1), { timeout: 10_000 }).toContain("pockets");
    expect(said.length).toBeGreaterThan(3);
    expect(said.length).toBeLessThan(9);
    leave();
  });

  it("ends when its session does, and says so; it never prolongs one", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const before = await db().select({ at: sessions.lastActiveAt }).from(sessions).where(eq(sessions.id, other.id));
    const [ending, staying] = [listen(one), listen(other)];
    await heard(staying.said);
    ending.said.splice(0);
    await endSession(one.id, "signed_out");
    await expect.poll(ending.isOpen).toBe(false);
    expect(ending.said).toEqual(["over"]);
    expect([staying.isOpen(), staying.said]).toEqual([true, []]);
    expect(await db().select({ at: sessions.lastActiveAt }).from(sessions).where(eq(sessions.id, other.id))).toEqual(before);
    staying.leave();
  });

  it("has everything read again after the connection to PostgreSQL was lost", async () => {
    const { said, leave } = listen(await signedIn());
    await heard(said);
    const admin = openDatabase(process.env.TEST_DATABASE_ADMIN_URL!, { max: 1 });
    await admin.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign-live' and datname = $1", [database.name]);
    await admin.pool.end();
    await expect.poll(() => said, { timeout: 10_000 }).toContain("changed *");
    leave();
  });

  it("is one of a few of its session: the oldest goes", async () => {
    const session = await signedIn();
    const streams = Array.from({ length: 6 }, () => listen(session));
    await expect.poll(() => streams.map(({ isOpen }) => isOpen())).toEqual([false, false, true, true, true, true]);
    for (const { leave } of streams) leave();
  });

  it("closes at once when the process ends, and there are no new ones", async () => {
    const session = await signedIn();
    const { isOpen } = listen(session);
    const started = performance.now();
    await closeLive();
    await expect.poll(isOpen).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(() => liveStream(session, new Request("http://localhost/api/live"))).toThrow(expect.objectContaining({ code: "rate_limited" }));
  });
});

describe("the sweep", () => {
  const rows: TransferRequest[] = [];
  const client = { call: async () => ({ items: structuredClone(rows), next_page: null, prev_page: null }) } as unknown as JikoClient;
  const kept = async () => (await db().select().from(job).where(eq(job.kind, sweepKind)))[0]?.payload as Sweep | undefined;
  const look = async () => sweep({ payload: (await kept())! }, async () => client);

  it("tells what was filed and decided outside the desk, and is given up when nobody listens", async () => {
    const { said, leave } = listen(await signedIn());
    await heard(said);
    await keepSweeping(customerId);
    rows.push(aRequest({ id: randomUUID(), updated_at: "2026-07-15T14:00:00Z" }));
    expect(await look()).toBeInstanceOf(Date);
    await look();
    rows.push(aRequest({ id: randomUUID(), updated_at: "2026-07-15T14:01:00Z" }));
    await look();
    await expect.poll(() => said).toEqual(["changed notifications,transfer-requests"]);
    rows[0]!.status = "APPROVED";
    await look();
    await expect.poll(() => said[1]).toBe("changed notifications,pockets,trades,transactions,transfer-requests,wires");
    const payload = { ...(await kept())!, until: new Date(Date.now() - 1).toISOString() };
    expect(await sweep({ payload }, async () => client)).toBe("done");
    expect(await sweep({ payload: (await kept())! }, async () => null)).toBeInstanceOf(Date);
    leave();
  });
});
