import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { faultsOf } from "./audit";
import { dayOf } from "./clock";
import { snapshotAt } from "./history";
import { company as books } from "./index";
import { InsufficientFunds, PocketUnavailable, type CompanyState, type Movement } from "./types";

const {
  createCompany,
  earningsOf,
  moveCash,
  moveSecurities,
  payIn,
  payOut,
  portfolioOf,
  reverse,
  settle,
  settleTransaction,
  withdrawable,
} = books;

const now = new Date("2026-07-15T14:00:00Z");
const company = () => createCompany({ now });
const at = (iso: string) => new Date(iso);
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const idOf = (state: CompanyState, name: string) => state.pockets.find((one) => one.pocket_name === name)!.id;
const note: Movement = { type: "GENERIC", title: "Test", description: "Test", details: { sub_title: null } };
const total = (state: CompanyState, name: string, when = now) => portfolioOf(state, idOf(state, name), when).total_value.value;

describe("paying", () => {
  test("out: sells the nearest maturity first, and the value falls by the amount", () => {
    const state = company();
    const before = portfolioOf(state, idOf(state, "Operating"), now);
    const { transaction, trades } = payOut(state, idOf(state, "Operating"), cents(150_000_000), note, now);
    expect(transaction).toMatchObject({ direction: "DEBIT", amount: { value: 150_000_000 }, status: "SETTLED" });
    expect(trades.map((one) => one.cusip)).toEqual(before.securities.slice(0, trades.length).map((one) => one.cusip));
    expect(trades.every((one) => one.activity === "SELL" && one.status === "BOOKED")).toBe(true);
    expect(total(state, "Operating")).toBe(before.total_value.value - 150_000_000);
    expect(faultsOf(state)).toEqual([]);
  });

  test("out: more than there is changes nothing and says what is missing", () => {
    const state = company();
    const all = withdrawable(state, idOf(state, "Reserve"), now);
    const untouched = structuredClone(state);
    const tooMuch = () => payOut(state, idOf(state, "Reserve"), cents(all + 1), note, now);
    expect(tooMuch).toThrow(InsufficientFunds);
    expect(tooMuch).toThrow(expect.objectContaining({ shortfall: 1 }));
    expect(state).toEqual(untouched);
    payOut(state, idOf(state, "Reserve"), all, note, now);
    expect(portfolioOf(state, idOf(state, "Reserve"), now)).toMatchObject({ securities: [], total_value: { value: 0 } });
  });

  test("neither out of a frozen pocket nor into a closed one", () => {
    const state = company();
    expect(withdrawable(state, idOf(state, "Escrow"), now)).toBe(0);
    expect(() => payOut(state, idOf(state, "Escrow"), cents(100), note, now)).toThrow(PocketUnavailable);
    expect(() => moveCash(state, idOf(state, "Operating"), idOf(state, "Old Operating"), cents(100), note, now)).toThrow(PocketUnavailable);
    expect(faultsOf(state)).toEqual([]);
  });

  test("in: buys the newest bill of the strategy", () => {
    const state = company();
    const { trades } = payIn(state, idOf(state, "Reserve"), cents(100_000_000), note, now);
    expect(trades).toMatchObject([{ activity: "BUY", maturity_date: "2026-10-15" }]);
    expect(portfolioOf(state, idOf(state, "Reserve"), now).cash.value).toBeLessThan(10_000);
  });
});

describe("moving between own pockets", () => {
  test("cash settles on the next business day, in both pockets under one transaction", () => {
    const state = company();
    const { out, in: into } = moveCash(
      state,
      idOf(state, "Operating"),
      idOf(state, "Payroll"),
      cents(10_000_050),
      note,
      at("2026-07-17T18:00:00Z"),
    );
    expect(out.transaction.transaction_id).toBe(into.transaction.transaction_id);
    expect([out.transaction.title, into.transaction.title]).toEqual(["To Payroll", "From Operating"]);
    expect(into.transaction.status).toBe("BOOKED");
    settle(state, at("2026-07-20T12:29:59Z"));
    expect(into.transaction.status).toBe("BOOKED");
    settle(state, at("2026-07-20T12:30:00Z"));
    expect(out.transaction).toMatchObject({ status: "SETTLED", time_settled: "2026-07-20T12:30:00Z" });
    expect(out.trades[0]).toMatchObject({ status: "SETTLED", settled_date: "2026-07-20", is_settled: true });
  });

  test("securities go over as they are, at their value", () => {
    const state = company();
    const names = ["Operating", "JikoNet Settlement"] as const;
    const before = names.map((name) => total(state, name));
    const [from, to] = names.map((name) => idOf(state, name)) as [string, string];
    const { out, in: into } = moveSecurities(state, from, to, cents(75_000_000), note, now);
    const moved = out.trades.filter((one) => one.activity === "SECURITY_TRANSFER_OUT");
    const received = into.trades.filter((one) => one.activity === "SECURITY_TRANSFER_IN");
    expect(received.map((one) => [one.cusip, one.quantity, one.notional.value])).toEqual(
      moved.map((one) => [one.cusip, one.quantity, one.notional.value]),
    );
    expect(75_000_000 - moved.reduce((sum, one) => sum + one.notional.value, 0)).toBeLessThan(10_000);
    expect(names.map((name) => total(state, name))).toEqual([before[0]! - 75_000_000, before[1]! + 75_000_000]);
    expect(faultsOf(state)).toEqual([]);
  });
});

test("a payment that the rail refuses comes back; one that it takes settles", () => {
  const state = company();
  const before = total(state, "Operating");
  const open: Movement = { ...note, settles: "open" };
  const refused = payOut(state, idOf(state, "Operating"), cents(4_000_000), open, now).transaction;
  const taken = payOut(state, idOf(state, "Operating"), cents(1_000_000), open, now).transaction;
  settle(state, minutes(50));
  expect([refused.status, taken.status]).toEqual(["BOOKED", "BOOKED"]);
  settleTransaction(state, taken.id, minutes(51));
  reverse(state, refused.id, "Account closed", minutes(52));
  expect([refused.status, taken.status]).toEqual(["SETTLED", "SETTLED"]);
  expect(total(state, "Operating", minutes(53))).toBe(before - 1_000_000);
});

describe("the passing of time", () => {
  const end = at("2027-03-02T17:00:00Z");

  test("one long jump, many small steps and a repetition come to the same books", () => {
    const jump = company();
    settle(jump, end);
    const steps = company();
    for (let when = now.getTime(); when < end.getTime(); when += 7 * 3_600_000 + 1234) settle(steps, new Date(when));
    settle(steps, end);
    expect(steps).toEqual(jump);
    settle(jump, end);
    settle(jump, now);
    expect(jump).toEqual(steps);
    expect(faultsOf(jump)).toEqual([]);
  });

  test("bills that fall due pay their face at ten, are announced and reinvested", () => {
    const state = company();
    const operating = idOf(state, "Operating");
    const [first] = portfolioOf(state, operating, now).securities as { cusip: string; quantity: number; maturity_date: string }[];
    settle(state, at(`${first!.maturity_date}T13:59:59Z`));
    const known = state.events.length;
    expect(portfolioOf(state, operating, at(`${first!.maturity_date}T13:59:59Z`)).securities[0]).toMatchObject({ cusip: first!.cusip });
    settle(state, at(`${first!.maturity_date}T14:00:00Z`));
    const paid = state.trades.find(
      (one) =>
        one.activity === "MATURITY" && one.pocket_id === operating && one.cusip === first!.cusip && one.trade_datetime >= "2026-07-15",
    )!;
    expect(paid).toMatchObject({
      quantity: first!.quantity,
      price: "100.000000",
      notional: { value: first!.quantity * 10_000 },
      status: "SETTLED",
    });
    expect(state.events.slice(known)).toContainEqual(
      expect.objectContaining({
        event_type: "trades.tbill.matured",
        payload: { trade_id: paid.id, pocket_id: operating, cusip: paid.cusip },
      }),
    );
    const bought = state.trades.filter(
      (one) => one.trade_datetime === paid.trade_datetime && one.activity === "BUY" && one.pocket_id === operating,
    );
    expect(bought).toMatchObject([{ maturity_date: addDays(first!.maturity_date, 28) }]);
    expect(portfolioOf(state, operating, at(`${first!.maturity_date}T14:00:00Z`)).cash.value).toBeLessThan(10_000);
  });

  test("nothing settles, matures or is charged on days off", () => {
    const state = company();
    settle(state, end);
    const offDays = ["2026-09-07", "2026-11-26", "2026-12-25", "2027-01-01", "2027-01-18", "2027-02-15"];
    for (const one of state.trades) expect(offDays).not.toContain(one.settled_date);
    const later = state.transactions.filter((one) => one.time_booked > "2026-07-15T14:00:00Z");
    expect(later.length).toBeGreaterThan(40);
    for (const one of later) expect(one.type).toBe("FEE");
    expect(later.map((one) => dayOf(at(one.time_booked)))).toContain("2027-01-04");
    expect(state.books.unsettled.every((one) => one.at > "2027-03-02T17")).toBe(true);
  });
});

describe("earnings", () => {
  const all = (state: CompanyState) => state.pockets.map((one) => one.id);

  test("of all time are what the portfolios say", () => {
    const state = company();
    for (const { id } of state.pockets)
      expect(earningsOf(state, [id], null, "2026-07-15", now)).toBe(portfolioOf(state, id, now).all_time_earnings.value);
  });

  test("of periods that follow each other add up, over pockets too", () => {
    const state = company();
    const days = fc.integer({ min: 0, max: 760 }).map((n) => addDays("2024-06-20", n));
    fc.assert(
      fc.property(fc.tuple(days, days, days), (picked) => {
        const [a, b, c] = picked.sort() as [string, string, string];
        const sum = earningsOf(state, all(state), a, b, now) + earningsOf(state, all(state), addDays(b, 1), c, now);
        if (b < c) expect(earningsOf(state, all(state), a, c, now)).toBe(sum);
        expect(earningsOf(state, all(state), a, b, now)).toBe(
          all(state).reduce((total: number, id) => total + earningsOf(state, [id], a, b, now), 0),
        );
      }),
      { numRuns: 25 },
    );
  });

  test("grow between pricings, and paying in earns nothing", () => {
    const state = company();
    const before = earningsOf(state, all(state), null, "2026-07-15", now);
    payIn(state, idOf(state, "Reserve"), cents(500_000_000), note, now);
    expect(earningsOf(state, all(state), null, "2026-07-15", now)).toBe(before);
    const tomorrow = at("2026-07-16T14:00:00Z");
    expect(earningsOf(state, all(state), null, "2026-07-16", tomorrow)).toBeGreaterThan(before);
  });

  test("accrue by the second only where yield is real-time", () => {
    const state = company();
    for (const one of state.pockets) {
      const rate = portfolioOf(state, one.id, now).appreciation_per_second;
      if (one.attributes.includes("REAL_TIME_YIELD")) expect(Number(rate)).toBeGreaterThan(0.1);
      else expect(rate).toBeNull();
    }
  });
});

describe("whatever is done", () => {
  const pick = fc.nat({ max: 7 });
  const amounts = fc.integer({ min: 1, max: 900_000_000 }).map(cents);
  const wait = fc.integer({ min: 0, max: 12 * 24 * 60 });
  const deeds = fc.array(
    fc.record({ what: fc.constantFrom("in", "out", "cash", "securities", "reverse", "wait"), a: pick, b: pick, amount: amounts, wait }),
    { maxLength: 30 },
  );

  test("the books add up and money is neither made nor lost", () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const state = company();
        let clock = now.getTime();
        for (const { what, a, b, amount, wait } of list) {
          const when = new Date(clock);
          const [one, other] = [state.pockets[a]!.id, state.pockets[b]!.id];
          const before = worth(state, when);
          let change = 0;
          try {
            if (what === "in") change = payIn(state, one, amount, note, when).transaction.amount.value;
            if (what === "out") change = -payOut(state, one, amount, note, when).transaction.amount.value;
            if (what === "cash" && a !== b) moveCash(state, one, other, amount, note, when);
            if (what === "securities" && a !== b) moveSecurities(state, one, other, amount, note, when);
            if (what === "reverse") change = reversed(state, when);
          } catch (error) {
            if (!(error instanceof InsufficientFunds || error instanceof PocketUnavailable)) throw error;
          }
          // A position is rounded as a whole, its parts are sold rounded each: that much may show, and is never lost.
          expect(Math.abs(worth(state, when) - before - change)).toBeLessThanOrEqual(5);
          if (what === "wait") clock += wait * 60_000;
        }
        settle(state, new Date(clock));
        expect(faultsOf(state)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  const worth = (state: CompanyState, when: Date): number =>
    state.pockets.reduce((sum, one) => sum + portfolioOf(state, one.id, when).total_value.value, 0);

  function reversed(state: CompanyState, when: Date): number {
    const sent = state.transactions.findLast((one) => one.direction === "DEBIT" && one.type === "GENERIC" && one.description === "Test");
    return sent ? reverse(state, sent.id, "Refused", when).transaction.amount.value : 0;
  }
});

test("a look into the past is what was true then", () => {
  const state = company();
  const ids = state.pockets.map((one) => one.id);
  const then: [string, Cents][] = ids.map((id) => [id, snapshotAt(state, id, now).total]);
  settle(state, at("2026-12-01T15:00:00Z"));
  for (const [id, value] of then) expect(snapshotAt(state, id, now).total).toBe(value);
});
