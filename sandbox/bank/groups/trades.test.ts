import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testApi } from "../testing";

let api: Awaited<ReturnType<typeof testApi>>;
beforeAll(async () => void (api = await testApi()));
afterAll(() => api.close());

const tradeOf = (activity: string) => api.bank.state.company.trades.find((one) => one.activity === activity)!;
const ask = (account: string, trade: string) => api.as("viewer.one")("GET", `/api/v1/accounts/${account}/trades/${trade}/confirmation/`);

describe("trades.confirmation", () => {
  it("redirects to a PDF behind a link that runs out", async () => {
    const { id, pocket_id } = tradeOf("BUY");
    const answer = await ask(pocket_id, id);
    expect(answer.status).toBe(307);
    const link = answer.headers.get("location")!;
    expect(link).toMatch(new RegExp(`/files/confirmations/${id}\\.pdf\\?expires=\\d+&sig=`));
    const file = await fetch(link);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect((await file.text()).slice(0, 5)).toBe("%PDF-");
    api.real.ms += 11 * 60_000;
    expect((await fetch(link)).status).toBe(403);
  });

  it("answers 404 for a maturity, a trade of another pocket and an unknown one", async () => {
    const buy = tradeOf("BUY");
    const other = api.bank.state.company.pockets.find(({ id }) => id !== buy.pocket_id)!.id;
    const maturity = tradeOf("MATURITY");
    for (const [account, trade] of [
      [maturity.pocket_id, maturity.id],
      [other, buy.id],
      [buy.pocket_id, "00000000-0000-4000-8000-000000000000"],
    ] as const) {
      expect((await ask(account, trade)).status).toBe(404);
    }
  });
});

describe("transactions.list", () => {
  it.each(["portal", "card"] as const)("filters by %s", async (name) => {
    const { transactions } = api.bank.state.company;
    const key = `${name}_id`;
    const idOf = (one: (typeof transactions)[number]) => (one.details as Record<string, unknown>)[key] as string | undefined;
    const wanted = transactions.map(idOf).find(Boolean)!;
    const answer = await api.as("viewer.one")("GET", `/api/v2/transactions/?limit=100&${name}%5B%5D=${wanted}`);
    const { items } = (await answer.json()) as { items: typeof transactions };
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(idOf))).toEqual(new Set([wanted]));
    expect(items.length).toBe(Math.min(100, transactions.filter((one) => idOf(one) === wanted).length));
  });
});
