import { expect, it } from "vitest";
import { confirmationHref, tradeHref } from "./address";

const trade = { id: "t", pocket_id: "p", book_date: "2026-07-13" };

it("says where a trade is to be looked for", () => {
  expect(tradeHref(trade)).toBe("/trades/t?pocket=p&day=2026-07-13");
  expect(confirmationHref(trade)).toBe("/api/downloads/confirmations/t?pocket=p&day=2026-07-13");
});
