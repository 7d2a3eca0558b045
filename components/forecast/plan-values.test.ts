import { expect, it } from "vitest";
import { checkPlan, emptyPlan } from "./plan-values";

const today = "2026-07-15";
const typed = { pocketId: "a", direction: "out", amount: "12,500.00", day: "2026-08-17", text: "Estimated tax" } as const;

it("sends what goes out as less than nothing", () => {
  expect(checkPlan(typed, today)).toEqual({ ok: true, input: { pocketId: "a", day: "2026-08-17", amount: -1_250_000, text: "Estimated tax" } });
  expect(checkPlan({ ...typed, direction: "in" }, today)).toMatchObject({ input: { amount: 1_250_000 } });
});

it("says what is wrong with each field", () => {
  expect(checkPlan(emptyPlan, today)).toEqual({
    ok: false,
    faults: { pocketId: "Choose a pocket.", amount: "Enter an amount.", day: "Enter a day as year, month and day.", text: "Say what it is." },
  });
  for (const day of ["2026-07-14", "2026-10-14", "2026-02-30"]) expect(checkPlan({ ...typed, day }, today).ok).toBe(false);
  expect(checkPlan({ ...typed, day: "2026-10-13" }, today).ok).toBe(true);
});
