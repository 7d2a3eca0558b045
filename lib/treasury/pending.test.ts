import { describe, expect, it } from "vitest";
import { cents } from "./money";
import { availableOf, pendingOf } from "./pending";

const asked = (status: string, pocket: string, amount: { type: string; amount_usdc?: number }) => ({
  status,
  transfer: { origin_pocket_id: pocket, amount },
});
const of = (value: number) => ({ type: "REQUESTED_AMOUNT", amount_usdc: value });

describe("pending", () => {
  const requests = [
    asked("PENDING_APPROVAL", "a", of(100)),
    asked("APPROVED", "a", of(20)),
    asked("PROCESSING", "b", of(3)),
    asked("COMPLETED", "a", of(1000)),
    asked("REJECTED", "a", of(1000)),
  ];

  it("counts what has not ended, by the pocket it leaves", () => {
    expect(pendingOf(requests, "a")).toEqual({ amount: 120, everything: 0, unclear: 0, count: 2 });
    expect(pendingOf(requests, null)).toEqual({ amount: 123, everything: 0, unclear: 0, count: 3 });
    expect(availableOf(cents(500), pendingOf(requests, "a"))).toBe(380);
    expect(availableOf(cents(100), pendingOf(requests, "a"))).toBe(0);
  });

  it("leaves nothing where everything was asked for, and says nothing where the amount is not known", () => {
    const everything = pendingOf([...requests, asked("APPROVED", "a", { type: "FULL_WITHDRAWAL" })], "a");
    expect(everything).toMatchObject({ everything: 1, count: 3 });
    expect(availableOf(cents(500), everything)).toBe(0);
    expect(availableOf(cents(500), pendingOf([asked("APPROVED", "a", { type: "UNKNOWN" })], "a"))).toBeNull();
  });
});
