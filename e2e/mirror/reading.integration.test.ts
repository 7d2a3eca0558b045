import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { job } from "@/lib/db/schema/job";
import { mirrorItem, mirrorKind, mirrorRound, payeeVersion } from "@/lib/db/schema/mirror";
import { follow } from "@/lib/desk/mirror/follow";
import { mayReadMirror } from "@/lib/desk/mirror/gate";
import { checkMirror, noteEvent, rebuildMirror } from "@/lib/desk/mirror/jobs";
import { counterpartyVersions, paymentsTo } from "@/lib/desk/mirror/payees";
import { reconciliation } from "@/lib/desk/mirror/reconciliation";
import { searchMirror } from "@/lib/desk/mirror/search";
import { mirrorState } from "@/lib/desk/mirror/state";
import { mirrorKinds, type MirrorKind } from "@/lib/desk/mirror/types";
import { AppError } from "@/lib/errors";
import { accountOf } from "@/lib/jiko/counterparties";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import { cents, formatCents } from "@/lib/treasury/money";
import { testDatabase } from "@/scripts/database";
import { endOf } from "@/sandbox/company/clock";
import { snapshotAt } from "@/sandbox/company/history";
import type { CompanyState } from "@/sandbox/company/types";
import { begin, converge, copyOf, makeDue, openMirrorScene } from "./scene";

const scene = openMirrorScene(testDatabase);
type Read = (op: AnyOperation, input: InputOf<AnyOperation>) => Promise<unknown>;
const asked = vi.hoisted(() => ({ operations: [] as string[], refuse: null as string | null, read: null as Read | null }));
vi.mock("@/lib/desk/read", () => ({
  readWhole: async (op: AnyOperation, _session: unknown, input: InputOf<AnyOperation>) => {
    asked.operations.push(op.id);
    if (asked.refuse && op.scope === asked.refuse) throw new AppError("forbidden");
    return asked.read!(op, input);
  },
}));

const session = (scopes: string[] = ["pockets.read", "transfers.read"]) =>
  ({ id: randomUUID(), customerId: scene.customerId, memberId: randomUUID(), scopes, role: "VIEWER" }) as unknown as Session;
const fill = (kind: MirrorKind) => begin(copyOf(scene, kind)).then(() => converge(copyOf(scene, kind), scene.client));
const turn = (kind: MirrorKind) => follow(copyOf(scene, kind), new AbortController().signal, async () => scene.client);

beforeEach(() => {
  asked.operations = [];
  asked.refuse = null;
  asked.read = (op, input) => scene.client.call(op, input);
});

describe("who may read the copy", () => {
  it("asks Jiko once per session and kind with the member's own token, and remembers a yes alone", async () => {
    const [one, other] = [session(), session()];
    expect(await mayReadMirror(one, "transactions")).toBe(true);
    expect(await mayReadMirror(one, "transactions")).toBe(true);
    expect(asked.operations).toEqual(["transactions.list"]);
    asked.refuse = "pockets.read";
    expect(await mayReadMirror(other, "transactions")).toBe(false);
    expect(await mayReadMirror(other, "transactions")).toBe(false);
    expect(asked.operations).toHaveLength(3);
    expect(await mayReadMirror(session(["transfers.read"]), "transactions")).toBe(false);
    expect(asked.operations).toHaveLength(3);
  });

  it("leaves out of state and search what the member may not read, and refuses payees", async () => {
    await fill("transactions");
    await fill("counterparties");
    asked.refuse = "transfers.read";
    const viewer = session();
    expect((await mirrorState(viewer)).kinds.map((one) => one.kind)).toEqual(["transactions", "trades"]);
    const { hits } = await searchMirror(viewer, "supplies");
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every((one) => one.kind === "transactions")).toBe(true);
    const payee = (await scene.control.state()).counterparties[0]!;
    await expect(counterpartyVersions(viewer, payee.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(paymentsTo(viewer, payee.id)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("shows nothing of another customer", async () => {
    await fill("counterparties");
    const payee = (await scene.control.state()).counterparties[0]!;
    const stranger = { ...session(), customerId: randomUUID() };
    expect((await searchMirror(stranger, "supplies")).hits).toEqual([]);
    expect((await counterpartyVersions(stranger, payee.id)).versions).toEqual([]);
  });
});

describe("reading the copy", () => {
  it("finds transactions by reference, name, amount and the beginning of any word, newest first", async () => {
    await fill("transactions");
    await fill("transferRequests");
    const { transactions } = await scene.control.state();
    const wire = transactions.findLast((one) => one.type === "WIRE")!;
    if (wire.type !== "WIRE") throw new Error("no wire");
    const reference = wire.details.reference_number;
    const ids = async (text: string) => (await searchMirror(session(), text, 50)).hits.map((hit) => hit.id);
    expect(await ids(reference)).toContain(wire.id);
    expect(await ids(reference.slice(0, -2))).toContain(wire.id);
    expect(await ids(`${wire.title.split(" ")[0]!.toUpperCase()} ${formatCents(cents(wire.amount.value))}`)).toContain(wire.id);
    expect(await ids(wire.id)).toContain(wire.id);
    expect(await ids("'; drop table mirror_item; --")).toEqual([]);
    expect(await ids("   ")).toEqual([]);
    const { hits } = await searchMirror(session(), "wire", 5);
    const times = hits.filter((hit) => hit.kind === "transactions").map((hit) => hit.at);
    expect(times).toEqual([...times].sort().reverse());
    expect(times.length).toBeLessThanOrEqual(5);
  });

  it("keeps every version of a payee, sealed, through a rebuild, and holds the account nowhere else", async () => {
    await fill("counterparties");
    const before = (await scene.control.state()).counterparties.find((one) => one.type === "wire")!;
    const account = "998877665544";
    await scene.control.changeCounterparty(before.id, { identifier: account });
    await makeDue(copyOf(scene, "counterparties"), "recent");
    await turn("counterparties");
    await scene.control.changeCounterparty(before.id, { identifier: (before as { identifier: string }).identifier });
    await makeDue(copyOf(scene, "counterparties"), "recent");
    await turn("counterparties");
    const { versions } = await counterpartyVersions(session(), before.id);
    expect(versions.map((one) => [one.number, accountOf(one.payee)])).toEqual([
      [3, accountOf(before as never)],
      [2, account],
      [1, accountOf(before as never)],
    ]);
    const rows = await db().select().from(mirrorItem).where(eq(mirrorItem.customerId, scene.customerId));
    expect(JSON.stringify(rows)).not.toContain(accountOf(before as never));
    const sealed = await db().select().from(payeeVersion).where(eq(payeeVersion.counterpartyId, before.id));
    expect(sealed.map((one) => one.sealed.toString("latin1")).join()).not.toContain(account);
    await rebuildMirror(scene.customerId);
    await converge(copyOf(scene, "counterparties"), scene.client);
    expect((await counterpartyVersions(session(), before.id)).versions).toHaveLength(3);
  });

  it("lists what was paid to a payee, a request and its wire once", async () => {
    await fill("transferRequests");
    await fill("wires");
    const { requests, counterparties } = await scene.control.state();
    const idOf = (one: (typeof requests)[number]) => ("counterparty_id" in one.transfer ? one.transfer.counterparty_id : null);
    const payee = counterparties.find((one) => requests.filter((request) => idOf(request) === one.id).length > 1)!;
    const wanted = requests.filter((one) => idOf(one) === payee.id);
    const { payments } = await paymentsTo(session(), payee.id);
    expect(payments.filter((one) => one.kind === "transferRequests").map((one) => one.id).sort()).toEqual(wanted.map((one) => one.id).sort());
    expect(new Set(payments.map((one) => one.id)).size).toBe(payments.length);
    expect(payments.map((one) => one.at)).toEqual(payments.map((one) => one.at).sort().reverse());
    expect(payments.every((one) => one.amount === null || one.amount > 0)).toBe(true);
  });
});

describe("keeping the copy current", () => {
  const jobOf = async (kind: MirrorKind) =>
    (await db().select().from(job).where(and(eq(job.kind, "mirror.follow"), eq(job.key, `${scene.customerId} ${kind}`))))[0];

  it("has an event looked into at once: what is new, and what may still change, however old", async () => {
    await fill("transferRequests");
    const pending = (await scene.control.state()).requests.find((one) => one.status === "PENDING_APPROVAL" && one.required_approvals === 1)!;
    await scene.control.changeTransfer(pending.id, { status: "REJECTED" });
    await noteEvent(scene.customerId, { event_type: "transfers.wire.out.rejected" });
    await noteEvent(scene.customerId, { event_type: "transfers.wire.out.rejected" });
    expect((await jobOf("transferRequests"))!.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await jobOf("counterparties")).toBeUndefined();
    await scene.control.clearCalls();
    await turn("transferRequests");
    const [row] = await db().select().from(mirrorItem).where(and(eq(mirrorItem.customerId, scene.customerId), eq(mirrorItem.id, pending.id)));
    expect(row!.status).toBe("REJECTED");
    // Whatever is open, it takes the list of it, and one read of what no longer is.
    const calls = (await scene.control.calls()).map(({ operation }) => operation);
    expect(calls.filter((one) => one === "transferRequests.get").length).toBeLessThanOrEqual(1);
    const [kind] = await db().select().from(mirrorKind).where(and(eq(mirrorKind.customerId, scene.customerId), eq(mirrorKind.kind, "transferRequests")));
    expect(kind!.wantedAt).toBeNull();
  });

  it("compares and rebuilds when told to, without losing the way", async () => {
    for (const kind of mirrorKinds) await begin(copyOf(scene, kind));
    await converge(copyOf(scene, "trades"), scene.client);
    const due = async () =>
      (await db().select().from(mirrorRound).where(and(eq(mirrorRound.customerId, scene.customerId), eq(mirrorRound.kind, "trades")))).filter(
        (round) => round.dueAt && round.dueAt <= new Date(),
      ).length;
    expect(await due()).toBe(0);
    await checkMirror(scene.customerId);
    expect(await due()).toBeGreaterThan(20);
    await converge(copyOf(scene, "trades"), scene.client);
    const { kinds: before } = await mirrorState(session());
    await rebuildMirror(scene.customerId);
    expect((await mirrorState(session())).kinds.find((one) => one.kind === "trades")).toMatchObject({ rows: 0, filled: false });
    await converge(copyOf(scene, "trades"), scene.client);
    const rows = (kinds: typeof before) => kinds.find((one) => one.kind === "trades")!.rows;
    expect(rows((await mirrorState(session())).kinds)).toBe(rows(before));
  });
});

describe("reconciling from the copy", () => {
  const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
  const ledgerAt = (state: CompanyState, month: string) => snapshotAt(state, pocket, endOf(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)));

  it("closes every month at the ledger's value and cash, in every year, and explains what came late", { timeout: 180_000 }, async () => {
    await fill("transactions");
    await fill("trades");
    const viewer = session();
    const state = await scene.control.state();
    const { years } = await reconciliation(viewer, { pocket });
    expect(years.length).toBeGreaterThan(1);
    for (const year of years) {
      const { months } = await reconciliation(viewer, { pocket, year });
      for (const { period, value, cash, transactions } of months) {
        const ledger = ledgerAt(state, period);
        expect([period, value.closing, cash.closing, cash.difference]).toEqual([period, period === "2026-07" ? value.told : ledger.total, ledger.cash, 0]);
        expect(transactions.jiko).toMatchObject(transactions.copy);
      }
    }
    // What was earned in a month that is long over is asked for once a week.
    asked.operations = [];
    const present = (await reconciliation(viewer, { pocket })).months.at(-1)!;
    expect([present.value.difference, present.cash.difference]).toEqual([0, 0]);
    expect(asked.operations.filter((one) => one === "pockets.earnings").length).toBeLessThanOrEqual(2);

    await scene.control.bookLate({ pocket, amount: 1_234_567, booked: "2026-02-03T15:00:00Z" });
    await makeDue(copyOf(scene, "transactions"), "check:2026-02");
    await converge(copyOf(scene, "transactions"), scene.client);
    await makeDue(copyOf(scene, "trades"), "recent");
    await turn("trades");
    const february = (await reconciliation(viewer, { pocket, year: "2026" })).months.find((month) => month.period === "2026-02")!;
    expect(Math.abs(february.cash.difference! + 1_234_567)).toBeLessThan(10_000);
    expect(february.cash.reasons).toEqual(expect.arrayContaining([{ code: "late", count: 1 }, { code: "opposite", period: "2026-07" }]));
  });
});
