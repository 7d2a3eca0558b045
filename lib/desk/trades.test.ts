import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import type { Trade } from "@/lib/jiko/trades";

const { readWhole } = vi.hoisted(() => ({ readWhole: vi.fn() }));
vi.mock("./read", () => ({ readWhole }));
const { findTrade, tradePlace, tradesPage, tradesWanted } = await import("./trades");

const session = {} as Session;
const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const activities = ["BUY", "SELL", "MATURITY", "SECURITY_TRANSFER_IN"];
const trade = (n: number): Trade =>
  ({
    id: `0a0a0a0a-0000-4000-8000-${String(n).padStart(12, "0")}`,
    activity: activities[n % 4],
    cusip: n % 8 === 0 ? "912797ZA1" : "912797ZB9",
    status: n < 10 ? "BOOKED" : "SETTLED",
  }) as unknown as Trade;
const all = Array.from({ length: 1000 }, (_, n) => trade(n));
const queries = () => readWhole.mock.calls.map((args) => (args[2] as { query: Record<string, unknown> }).query);

beforeEach(() => {
  readWhole.mockReset().mockImplementation(async (_op, _session, { query }: { query: { cursor?: string; limit: number } }) => {
    const from = Number(query.cursor ?? 0);
    const to = from + query.limit;
    return { items: all.slice(from, to), next_page: to < all.length ? String(to) : null, prev_page: from > 0 ? String(Math.max(0, from - query.limit)) : null };
  });
});

describe("tradesPage", () => {
  it("is Jiko's own page where Jiko can filter", async () => {
    const page = await tradesPage(session, tradesWanted.parse({ pocket, from: "2026-06-01", settledTo: "2026-06-30", cursor: "100" }));
    expect(page).toMatchObject({ next_page: "150", prev_page: "50", looked: null });
    expect(page.items).toHaveLength(50);
    expect(queries()).toEqual([
      { "account[]": [pocket], book_date_from: "2026-06-01", book_date_to: undefined, settlement_date_from: undefined, settlement_date_to: "2026-06-30", limit: 50, cursor: "100" },
    ]);
  });

  it("picks out what Jiko cannot filter, says how many it looked at, and leads on from there", async () => {
    const buys = await tradesPage(session, { activity: "BUY" });
    expect(buys.items).toHaveLength(50);
    expect(buys.items.every((one) => one.activity === "BUY")).toBe(true);
    expect(buys).toMatchObject({ looked: 200, next_page: "200", prev_page: null });
    const others = await tradesPage(session, { activity: "OTHER", cursor: buys.next_page! });
    expect(others.items.every((one) => String(one.activity) === "SECURITY_TRANSFER_IN")).toBe(true);
    expect(queries().at(2)).toMatchObject({ cursor: "200" });
  });

  it("gives up after some pages, and never loses a row between two looks", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let looks = 0; looks < 10; looks++) {
      const page = await tradesPage(session, { cusip: "912797ZA1", cursor });
      seen.push(...page.items.map(({ id }) => id));
      expect(page.looked).toBeLessThanOrEqual(400);
      if (!page.next_page) break;
      cursor = page.next_page;
    }
    expect(seen).toEqual(all.filter(({ cusip }) => cusip === "912797ZA1").map(({ id }) => id));
    expect((await tradesPage(session, { status: "BOOKED", cursor: "500" })).items).toEqual([]);
  });

  it.each([{ cusip: "912797za1" }, { activity: "GIFT" }, { status: "OPEN" }, { from: "2026-02-30" }, { pocket: "x" }, { colour: "green" }])("refuses %o", (wish) => {
    expect(tradesWanted.safeParse(wish).success).toBe(false);
  });
});

describe("findTrade", () => {
  it("looks among the trades of its pocket and day", async () => {
    expect(await findTrade(session, trade(250).id, { pocket, day: "2026-07-13" })).toEqual(trade(250));
    expect(queries()[0]).toMatchObject({ "account[]": [pocket], book_date_from: "2026-07-13", book_date_to: "2026-07-13" });
  });

  it("says so when it is not among those that can be looked through", async () => {
    await expect(findTrade(session, trade(5000).id, tradePlace.parse({}))).rejects.toMatchObject({ code: "not_found" });
    expect(readWhole).toHaveBeenCalledTimes(10);
  });
});
