import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pocket, Security } from "@/lib/jiko/pockets";
import type { TradingStrategy } from "@/lib/jiko/trading-strategies";
import { cents, type Cents } from "@/lib/treasury/money";
import { closingRules, mayClose, pocketNameFault, strategyBar } from "./pocket";
import { networkFault, portalNameFault } from "./portal";

const statuses = ["PENDING", "OPEN", "FROZEN", "CLOSED"] as const;
const portfolio = (total: number, bills: number, cash = total): Pocket["portfolio"] => ({
  securities: Array.from({ length: bills }, () => ({}) as Security),
  cash: cents(cash),
  total_value: cents(total),
  all_time_earnings: null,
  pricing_timestamp: null,
  appreciation_per_second: null,
});
const aPocket = fc.record({
  status: fc.constantFrom(...statuses),
  total: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e12 })),
  bills: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 })),
  known: fc.boolean(),
});
const others = fc.array(fc.constantFrom(...statuses), { maxLength: 4 });

describe("closing rules", () => {
  it("let a pocket be closed exactly when it is not closed, empty as far as is known, and not the last open one", () => {
    fc.assert(
      fc.property(aPocket, others, fc.boolean(), ({ status, total, bills, known }, rest, complete) => {
        const pocket = { id: "a", status, portfolio: known ? portfolio(total, bills) : null };
        const all = [{ id: "a", pocket_name: "A", status }, ...rest.map((one, i) => ({ id: `b${i}`, pocket_name: `B${i}`, status: one }))];
        const rules = closingRules(pocket, all, complete);
        const empty = known ? total === 0 && bills === 0 : true;
        const remains = rest.includes("OPEN") || !complete;
        expect(mayClose(rules)).toBe(status !== "CLOSED" && empty && remains);
        for (const { rule, found, holds } of rules) {
          expect(found.length).toBeGreaterThan(0);
          expect(rule.endsWith(".")).toBe(true);
          if (holds === null) expect(found).toContain("cannot be told here");
        }
      }),
    );
  });

  it("do not mind the order of the pockets, nor that the pocket itself is open", () => {
    fc.assert(
      fc.property(others, (rest) => {
        const pocket = { id: "a", status: "OPEN" as const, portfolio: portfolio(0, 0) };
        const all = [...rest.map((status, i) => ({ id: `b${i}`, pocket_name: "B", status })), { id: "a", pocket_name: "A", status: "OPEN" as const }];
        expect(closingRules(pocket, all)).toEqual(closingRules(pocket, [...all].reverse()));
        expect(mayClose(closingRules(pocket, all))).toBe(rest.includes("OPEN"));
      }),
    );
  });

  it("name what is in the way", () => {
    const rest = [{ id: "b", pocket_name: "Reserve", status: "OPEN" as const }];
    const found = (total: Cents, bills: number) =>
      closingRules({ id: "a", status: "OPEN", portfolio: portfolio(total, bills) }, rest).map((rule) => rule.found);
    expect(found(cents(123_456), 2)).toEqual(["It holds $1,234.56 in 2 bills and cash. Move it out first.", "Reserve remains."]);
    expect(found(cents(12), 0)[0]).toBe("It holds $0.12. Move it out first.");
    expect(found(cents(0), 0)[0]).toBe("It holds nothing.");
    expect(closingRules({ id: "a", status: "OPEN", portfolio: null }, []).map(({ holds }) => holds)).toEqual([null, false]);
  });
});

describe("strategies", () => {
  const of = (id: string, applicable_to: TradingStrategy["applicable_to"]) => ({ id, applicable_to });
  it("are barred where Jiko does not offer them, the one of a week always", () => {
    expect(strategyBar(of("UST-4W", ["DEPOSIT", "REINVESTMENT"]), "DEPOSIT")).toBeNull();
    expect(strategyBar(of("UST-4W", ["DEPOSIT"]), "REINVESTMENT")).toMatch(/maturity/);
    expect(strategyBar(of("UST-1W", ["DEPOSIT", "REINVESTMENT"]), "DEPOSIT")).toMatch(/cannot be used/);
    expect(strategyBar(of("UST-21W", ["DEPOSIT"]), "DEPOSIT")).toBeNull();
  });
});

describe("names", () => {
  const taken = [
    { id: "a", pocket_name: "Operating", status: "OPEN" as const, name: "Receivables" },
    { id: "b", pocket_name: "Old", status: "CLOSED" as const, name: "Lockbox" },
  ];
  it("must be there, fit, be visible and not be taken by another that is in use", () => {
    for (const check of [pocketNameFault, portalNameFault] as ((typed: string, all?: never[], own?: string) => string | null)[]) {
      expect(check(" ")).toMatch(/name/);
      expect(check("x".repeat(129))).toMatch(/^At most/);
      expect(check("a\nb")).toMatch(/visible/);
      expect(check("Fresh", taken as never[])).toBeNull();
    }
    expect(pocketNameFault(" operating ", taken)).toMatch(/Another pocket/);
    expect(pocketNameFault("operating", taken, "a")).toBeNull();
    expect(pocketNameFault("Old", taken)).toBeNull();
    expect(portalNameFault("receivables", taken)).toMatch(/Another open portal/);
    expect(portalNameFault("x".repeat(50))).toBeNull();
    expect(portalNameFault("x".repeat(51))).toMatch(/^At most 50/);
  });

  it("never throw, and pass only one visible line", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (typed) => {
        if (pocketNameFault(typed) !== null) return true;
        return typed.trim().length >= 1 && !/[\p{Cc}\u202e]/u.test(typed.trim());
      }),
    );
  });

  it("of networks are words", () => {
    expect(networkFault("ETHEREUM")).toBeNull();
    expect(networkFault("")).toMatch(/Name the network/);
    expect(networkFault("a b")).toMatch(/letters/);
  });
});
