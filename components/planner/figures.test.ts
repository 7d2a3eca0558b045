import { describe, expect, it } from "vitest";
import type { FundingWay } from "@/lib/desk/treasury/types";
import { checkTransfer } from "@/lib/forms/transfer";
import { cents } from "@/lib/treasury/money";
import { draftOf, together } from "./figures";

const [a, b] = ["2efef45d-fd45-4101-b3fb-f90d99c2c7c7", "9768478b-0549-4497-9d42-132df6d38e11"];
const way = (pocketId: string, how: FundingWay["how"], brings: number, cost: number): FundingWay => ({
  pocketId, how, brings: cents(brings), cost: cents(cost), shortfall: cents(0),
  arrives: "2026-08-03", sales: [], maturing: [], fileBy: null,
});

describe("a plan", () => {
  it("counts each pocket once where all pay together", () => {
    const others = [way(b, "moves-cash", 200, 2), way(b, "moves-bills", 200, 1), way(b, "moves-cash", 100, 0)];
    expect(together([way(a, "sells", 500, 3), ...others])).toEqual({ brings: 700, cost: 4 });
    expect(together([])).toEqual({ brings: 0, cost: 0 });
  });

  it("begins a transfer that can be filed as it stands", () => {
    const draft = draftOf(way(b, "moves-bills", 25_000_000, 1), { pocketId: a, day: "2026-08-03" })!;
    expect(draft).toMatchObject({ kind: "own", originPocketId: b, destinationPocketId: a, amount: "250000.00", transferType: "SECURITY_TRANSFER" });
    expect(checkTransfer(draft)).toMatchObject({ ok: true, cents: 25_000_000 });
    expect(draftOf(way(b, "moves-cash", 1, 1), { pocketId: a, day: "2026-08-03" })).toMatchObject({ transferType: "BANK_TRANSFER" });
    expect(draftOf(way(a, "sells", 1, 1), { pocketId: a, day: "2026-08-03" })).toBeNull();
  });
});
