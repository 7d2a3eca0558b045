// The scene of a test of the mirror: a sandbox, a client of it, a database, and a customer of their own for every test.
import { randomUUID } from "node:crypto";
import { and, eq, isNotNull, like } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { db } from "@/lib/db/connection";
import { mirrorItem, mirrorRound } from "@/lib/db/schema/mirror";
import { createJiko, type JikoClient } from "@/lib/jiko/transport";
import { controlClient, type Control } from "@/sandbox/control/client";
import type { CompanyState } from "@/sandbox/company/types";
import { startSandbox } from "@/sandbox/start";
import { discover, signInAs, testClient } from "@/sandbox/testing";
import { openDesk } from "@/lib/desk/commands/testing/desk";
import { follow } from "@/lib/desk/mirror/follow";
import { beginCopy, type Copy } from "@/lib/desk/mirror/rounds";
import { stateOf } from "@/lib/desk/mirror/state";
import type { KindState, MirrorKind } from "@/lib/desk/mirror/types";

export const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

export interface Scene {
  control: Control;
  client: JikoClient;
  customerId: string;
  /** For a process that makes its own client. */
  apiUrl: string;
  token: string;
}

export function openMirrorScene(database: () => Promise<Parameters<typeof openDesk>[0]>) {
  const scene = {} as Scene;
  const closing: (() => Promise<unknown>)[] = [];
  let client: () => JikoClient;
  beforeAll(async () => {
    const test = testClient();
    const sandbox = await startSandbox({
      clients: [test.client],
      controlPort: 0,
      now: new Date("2026-07-15T14:00:00Z"),
      limitFactor: 1000,
      responseMode: "query",
    });
    closing.push(() => sandbox.close());
    process.env.CLOCK_URL = `${sandbox.apiUrl}/sandbox/clock`;
    closing.push(await openDesk(await database()));
    const { access_token } = await signInAs(await discover(sandbox, test), { member: "viewer.one" });
    const jiko = createJiko({ apiUrl: sandbox.apiUrl, deadlineMs: 5_000, downloadHosts: [], signing: null, backoffMs: 5 });
    closing.push(() => jiko.close());
    const token = { value: access_token, type: "Bearer", dpopKey: null } as const;
    // A budget of its own for each test: one that was used up must not stop the next.
    client = () => jiko.as({ budgetKey: randomUUID(), kind: "background", token: async () => token });
    Object.assign(scene, { control: controlClient(sandbox.controlUrl!), apiUrl: sandbox.apiUrl, token: access_token });
  });
  beforeEach(async () => {
    scene.customerId = randomUUID();
    scene.client = client();
    await scene.control.clearFaults();
    await scene.control.reset();
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });
  return scene;
}

export const copyOf = ({ customerId }: Scene, kind: MirrorKind): Copy => ({ customerId, kind });

export const begin = (copy: Copy) => db().transaction((tx) => beginCopy(tx, copy, new Date()));

/** Makes stretches (`check:%`) due now, as time would. */
export const makeDue = (copy: Copy, stretch: string) =>
  db()
    .update(mirrorRound)
    .set({ dueAt: new Date(0) })
    .where(
      and(
        eq(mirrorRound.customerId, copy.customerId),
        eq(mirrorRound.kind, copy.kind),
        like(mirrorRound.stretch, stretch),
        isNotNull(mirrorRound.dueAt),
      ),
    );

/** Works at a copy until every check agrees. */
export async function converge(copy: Copy, client: JikoClient): Promise<KindState> {
  for (let turns = 0; turns < 200; turns++) {
    await follow(copy, new AbortController().signal, async () => client).catch(() => undefined);
    const [state] = (await stateOf(copy.customerId, [copy.kind])).kinds;
    if (state!.filled && state!.checks.open === 0 && state!.checks.differ === 0) return state!;
    if (state!.filled) await makeDue(copy, "check:%");
  }
  return expect.unreachable("the copy did not converge");
}

const monthIn = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", year: "numeric", month: "2-digit" });
type Figures = Record<string, { count: number; sum: number }>;

function add(figures: Figures, at: Date, pocketId: string, amount: number): void {
  const one = (figures[`${monthIn.format(at)} ${pocketId}`] ??= { count: 0, sum: 0 });
  one.count += 1;
  one.sum += amount;
}

/** Count and sum of the transactions per pocket and month, in the bank's own ledger and in the copy. */
export function ledgerFigures({ transactions }: CompanyState): Figures {
  const figures: Figures = {};
  for (const one of transactions) {
    add(figures, new Date(one.time_booked), one.pocket_id, one.direction === "CREDIT" ? one.amount.value : -one.amount.value);
  }
  return figures;
}

export async function copyFigures({ customerId, kind }: Copy): Promise<Figures> {
  const rows = await db()
    .select()
    .from(mirrorItem)
    .where(and(eq(mirrorItem.customerId, customerId), eq(mirrorItem.kind, kind)));
  const figures: Figures = {};
  for (const row of rows) add(figures, row.at, row.pocketId!, row.amount!);
  return figures;
}
