import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import type { Trade } from "@/lib/jiko/trades";

const { readWhole } = vi.hoisted(() => ({ readWhole: vi.fn() }));
vi.mock("./read", () => ({ readWhole }));
const { findTrade, tradePlace } = await import("./trades");

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
