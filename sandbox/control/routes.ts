import { z } from "zod";
import { contract } from "@/lib/jiko/contract";
import { cents } from "@/lib/treasury/money";
import type { Bank } from "@/sandbox/bank/bank";
import { faultKinds } from "@/sandbox/bank/faults";
import { scale } from "@/sandbox/bank/scale";
import { decide } from "@/sandbox/bank/transfers/decide";
import { noteWrite } from "@/sandbox/company/audit-log";
import { sendBurst } from "@/sandbox/bank/webhooks/burst";
import { durationMs } from "@/sandbox/clock";
import type { Portal } from "@/sandbox/portal/portal";
import { scopes } from "@/sandbox/portal/scopes";
import { ControlFault, merge } from "./merge";

/** What the control port works on. */
export interface Levers {
  bank: Bank;
  portal: Pick<Portal, "issued" | "revokeMember" | "expireAccessTokens" | "refuseScopes">;
}

interface Route {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `:id` where an id stands. */
  path: string;
  run(levers: Levers, body: unknown, id: string): unknown;
}

function define<Body extends z.ZodType = z.ZodUndefined>(
  name: `${Route["method"]} ${string}`,
  body: Body | null,
  run: (levers: Levers, body: z.output<Body>, id: string) => unknown,
): Route {
  const [method, path] = name.split(" ") as [Route["method"], string];
  return { method, path, run: (levers, sent, id) => run(levers, body ? body.parse(sent) : (undefined as z.output<Body>), id) };
}

const operation = z
  .string()
  .refine((name) => contract.some((op) => op.id === name) || /^(GET|POST|PATCH|DELETE) \//.test(name), "Name an operation of the contract, or METHOD /path");
const decision = z.strictObject({ member: z.string(), decision: z.enum(["approve", "reject", "cancel"]), reason: z.string().max(500).nullish() });
const object = z.record(z.string(), z.unknown());

/** A member by id, e-mail address or the part before its @. */
function memberOf({ bank }: Levers, name: string): string {
  const found = bank.state.company.members.find((one) => one.id === name || one.email === name || one.email.split("@")[0] === name);
  if (!found) throw new ControlFault(404, `No member ${name}`);
  return found.id;
}

function patch<Item extends { id: string }>({ bank }: Levers, items: Item[], id: string, change: Record<string, unknown>): Item {
  const index = items.findIndex((one) => one.id === id);
  const known = items[index];
  if (!known) throw new ControlFault(404, "There is nothing with this id");
  const changed = merge(known, change) as Item;
  items[index] = changed;
  bank.changed();
  return changed;
}

function move(bank: Bank, wish: { advance?: string; to?: string }) {
  const ms = wish.advance === undefined ? null : durationMs(wish.advance);
  if (wish.advance !== undefined && ms === null) throw new ControlFault(400, "Expected a duration like PT1H or P2D");
  try {
    return { now: bank.moveTo(ms === null ? new Date(wish.to!) : new Date(bank.now().getTime() + ms)).toISOString() };
  } catch (error) {
    if (error instanceof RangeError) throw new ControlFault(409, error.message);
    throw error;
  }
}

/** Lists of movements rest on their order: a row whose time was set goes where it belongs. */
function inOrder({ state }: Bank): void {
  state.company.transactions.sort((a, b) => Date.parse(a.time_booked) - Date.parse(b.time_booked));
}

/** A deposit that appears now under a time that has passed: the money and the bills that it buys are booked now. */
function bookLate(bank: Bank, { pocket, amount, booked, title }: z.output<typeof lateBooking>) {
  const now = bank.catchUp();
  const { company, state } = bank;
  const movement = { type: "GENERIC", title, description: "Booked late", details: { sub_title: null } } as const;
  const { transaction } = company.payIn(state.company, pocket, cents(amount), movement, now);
  if (Date.parse(booked) > Date.parse(transaction.time_booked)) throw new ControlFault(409, "This time has not come yet");
  Object.assign(transaction, { time_booked: booked, time_settled: booked });
  inOrder(bank);
  bank.changed();
  return transaction;
}

const lateBooking = z.strictObject({
  pocket: z.uuid(),
  amount: z.int().positive(),
  booked: z.iso.datetime({ offset: true }),
  title: z.string().default("Late entry"),
});
const clockWish = z.union([z.strictObject({ advance: z.string() }), z.strictObject({ to: z.iso.datetime({ offset: true }) })]);
const fault = z.strictObject({
  operation,
  kind: z.enum(faultKinds),
  status: z.int().min(400).max(599).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  retryAfter: z.int().min(0).optional(),
  times: z.int().min(1).default(1),
  member: z.string().optional(),
});
const hold = z.strictObject({ operation, when: z.enum(["before", "after"]).default("before"), member: z.string().optional() });

const share = z.number().min(0).max(1).default(0);
const burst = z
  .strictObject({
    count: z.int().min(1).max(10_000).default(1),
    twice: share,
    badSignature: share,
    shuffle: z.boolean().default(false),
    customer: z.guid().optional(),
  })
  .refine(({ twice, badSignature }) => twice + badSignature <= 1, "No event is both: the shares are at most 1 together");

export const routes: Route[] = [
  define("GET /clock", null, ({ bank }) => ({ now: bank.now().toISOString() })),
  define("POST /clock", clockWish, ({ bank }, wish) => move(bank, wish)),
  define("POST /reset", null, ({ bank, portal }) => (portal.refuseScopes([]), bank.reset(), { now: bank.now().toISOString() })),

  define("GET /faults", null, ({ bank }) => bank.faults.all()),
  define("POST /faults", fault, (levers, { member, ...rule }) => ({
    id: levers.bank.faults.add({ ...rule, ...(member === undefined ? {} : { member: memberOf(levers, member) }) }),
  })),
  define("DELETE /faults", null, ({ bank }) => (bank.faults.clear(), { ok: true })),

  define("POST /hold", hold, (levers, { operation, when, member }) => ({
    id: levers.bank.holds.add(operation, when, member === undefined ? undefined : memberOf(levers, member)),
  })),
  define("POST /release", z.strictObject({ id: z.uuid(), drop: z.boolean().default(false) }), ({ bank }, { id, drop }) => {
    if (!bank.holds.release(id, drop ? "drop" : "go")) throw new ControlFault(404, "There is no such hold");
    return { ok: true };
  }),
  define("GET /held", null, ({ bank }) => bank.holds.all()),

  define("GET /calls", null, ({ bank }) => bank.calls.all()),
  define("DELETE /calls", null, ({ bank }) => (bank.calls.clear(), { ok: true })),

  define("GET /tokens", null, ({ portal }) => portal.issued()),
  define("POST /tokens/expire", z.strictObject({ member: z.string().optional() }), (levers, { member }) => {
    levers.portal.expireAccessTokens(member === undefined ? undefined : memberOf(levers, member));
    return { ok: true };
  }),
  define("POST /tokens/revoke", z.strictObject({ member: z.string() }), (levers, { member }) => {
    levers.portal.revokeMember(memberOf(levers, member));
    return { ok: true };
  }),

  define("POST /scopes", z.strictObject({ refuse: z.array(z.enum(scopes as [string, ...string[]])) }), ({ portal }, { refuse }) => (portal.refuseScopes(refuse), { ok: true })),

  define("PATCH /counterparties/:id", object, (levers, change, id) => patch(levers, levers.bank.state.company.counterparties, id, change)),
  define("PATCH /pockets/:id", object, (levers, change, id) => patch(levers, levers.bank.state.company.pockets, id, change)),
  define("PATCH /members/:id", object, (levers, change, name) =>
    patch(levers, levers.bank.state.company.members, memberOf(levers, name), change),
  ),
  define("PATCH /transactions/:id", object, (levers, change, id) => {
    const row = patch(levers, levers.bank.state.company.transactions, id, change);
    if ("time_booked" in change) inOrder(levers.bank);
    return row;
  }),
  define("DELETE /transactions/:id", null, ({ bank }, _, id) => {
    const { company } = bank.state;
    if (!company.transactions.some((one) => one.id === id)) throw new ControlFault(404, "There is nothing with this id");
    company.transactions = company.transactions.filter((one) => one.id !== id);
    bank.changed();
    return { ok: true };
  }),
  define("POST /transactions", lateBooking, ({ bank }, wish) => bookLate(bank, wish)),
  define("PATCH /transfer-requests/:id", object, (levers, change, id) => patch(levers, levers.bank.state.company.requests, id, change)),
  define("POST /transfer-requests/:id/decide", decision, (levers, { member, decision, reason }, id) => {
    const { bank } = levers;
    const now = bank.catchUp();
    const actor = bank.state.company.members.find((one) => one.id === memberOf(levers, member)) ?? null;
    const request = decide(bank, actor, id, decision, reason ?? null, now);
    if (actor) noteWrite(bank.state.company, actor, `transferRequests.${decision}`, id, now);
    bank.changed();
    return request;
  }),

  define("POST /webhooks/send", burst, ({ bank }, wish) => {
    const now = bank.catchUp();
    const { company } = bank.state;
    const emit: Parameters<typeof sendBurst>[0]["emit"] = (type, payload) => bank.company.emit(company, type, payload, now);
    return sendBurst({ company, emit, sender: bank.webhooks }, wish);
  }),
  define("POST /webhooks/speed", z.strictObject({ factor: z.number().positive() }), ({ bank }, { factor }) => {
    bank.webhooks.factor = 1 / factor;
    return { ok: true };
  }),

  define("GET /state", null, ({ bank }) => (bank.catchUp(), bank.state.company)),
  define("GET /events", null, ({ bank }) => (bank.catchUp(), bank.state.company.events)),
  define("POST /limits", z.strictObject({ factor: z.number().positive() }), ({ bank }, { factor }) => (bank.limits.setFactor(factor), { ok: true })),
  define("POST /scale", z.strictObject({ transactions: z.int().min(1).max(1_000_000) }), ({ bank }, { transactions }) => {
    scale(bank.state.company, transactions);
    bank.changed();
    return { transactions: bank.state.company.transactions.length };
  }),
];
