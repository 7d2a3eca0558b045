import { describe, expect, it } from "vitest";
import { readTradesAddress, tradeHref, tradesHref } from "./address";

const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

describe("the trades' address", () => {
  it("asks for everything when nothing is filtered", () => {
    expect(readTradesAddress({})).toMatchObject({ faults: {}, query: {} });
  });

  it("reads every filter; a CUSIP may be typed in small letters", () => {
    const search = { pocket, activity: "BUY", cusip: " 912797za1 ", status: "SETTLED", from: "2026-07-01", to: "2026-07-15", settledTo: "2026-07-16", cursor: "c" };
    expect(readTradesAddress(search).query).toEqual({ ...search, cusip: "912797ZA1" });
  });

  it.each([
    [{ cusip: "912797" }, "cusip"],
    [{ activity: "GIFT" }, "activity"],
    [{ status: "OPEN" }, "status"],
    [{ pocket: "x" }, "pocket"],
    [{ from: "2026-02-30" }, "from"],
    [{ from: "2026-07-02", to: "2026-07-01" }, "to"],
    [{ settledFrom: "2026-07-02", settledTo: "2026-07-01" }, "settledTo"],
  ])("asks for nothing while %o is at fault", (search, name) => {
    const { query, faults } = readTradesAddress(search);
    expect(query).toBeNull();
    expect(Object.keys(faults)).toEqual([name]);
  });

  it("writes only what is set, and where a trade is to be looked for", () => {
    expect(tradesHref({ pocket: "", cusip: "912797za1" }, "a&b")).toBe("/trades?cusip=912797ZA1&cursor=a%26b");
    expect(tradeHref({ id: "t", pocket_id: "p", book_date: "2026-07-13" })).toBe("/trades/t?pocket=p&day=2026-07-13");
  });
});
