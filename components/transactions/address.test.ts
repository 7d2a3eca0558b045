import { describe, expect, it } from "vitest";
import { readTransactionsAddress, transactionsHref } from "./address";

const zone = "America/New_York";
const pocket = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";

describe("the transactions' address", () => {
  it("asks for everything when nothing is filtered", () => {
    expect(readTransactionsAddress({}, zone)).toMatchObject({ faults: {}, query: { limit: 50 } });
    expect(Object.keys(readTransactionsAddress({}, zone).query!)).toEqual(["limit"]);
  });

  it("reads amounts by the grammar and days in the company's zone, both included", () => {
    const search = { pocket, type: "WIRE", direction: "DEBIT", min: "12.5", max: "1,234.56", from: "2026-07-01", to: "2026-07-15", cursor: "c" };
    expect(readTransactionsAddress(search, zone).query).toEqual({
      limit: 50,
      "pocket[]": [pocket],
      "type[]": ["WIRE"],
      direction: "DEBIT",
      amount_from: 1250,
      amount_to: 123456,
      time_booked_from: "2026-07-01T04:00:00.000Z",
      time_booked_to: "2026-07-16T03:59:59.999Z",
      cursor: "c",
    });
  });

  it.each([
    [{ min: "1.234,56" }, "min"],
    [{ max: "12.345" }, "max"],
    [{ min: "10", max: "9.99" }, "max"],
    [{ from: "2026-02-30" }, "from"],
    [{ from: "2026-07-02", to: "2026-07-01" }, "to"],
    [{ pocket: "x" }, "pocket"],
    [{ type: "CHEQUE" }, "type"],
    [{ direction: "UP" }, "direction"],
    [{ wire: "x" }, "wire"],
    [{ transfer: "x" }, "transfer"],
  ])("asks for nothing while %o is at fault", (search, name) => {
    const { query, faults } = readTransactionsAddress(search, zone);
    expect(query).toBeNull();
    expect(Object.keys(faults)).toEqual([name]);
  });

  it("narrows to what other pages lead from, beside whatever is typed", () => {
    expect(readTransactionsAddress({ wire: pocket, type: "FEE" }, zone).query).toMatchObject({ "wire[]": [pocket], "type[]": ["FEE"] });
    expect(readTransactionsAddress({ transfer: pocket }, zone).query).toMatchObject({ "on_us_transfer[]": [pocket] });
    expect(readTransactionsAddress({ portal: pocket, card: pocket }, zone).query).toMatchObject({ "portal[]": [pocket], "card[]": [pocket] });
    expect(transactionsHref({ type: "FEE", portal: pocket })).toBe(`/transactions?type=FEE&portal=${pocket}`);
  });

  it("writes only what is set", () => {
    expect(transactionsHref({ pocket: "", min: " 12.50 ", type: "ACH" })).toBe("/transactions?type=ACH&min=12.50");
    expect(transactionsHref({}, "a&b")).toBe("/transactions?cursor=a%26b");
  });
});
