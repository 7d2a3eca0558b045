import { expect, it } from "vitest";
import { plannerHref, readPlannerAddress } from "./address";

const wanted = { pocket: "2efef45d-fd45-4101-b3fb-f90d99c2c7c7", amount: "250,000.00", day: "2026-08-03" };
const read = (address: string) => readPlannerAddress(Object.fromEntries(new URL(`http://desk${address}`).searchParams), "2026-07-15");

it("reads what it writes", () => {
  expect(read(plannerHref(wanted))).toEqual({ wanted, faults: {}, ready: true });
});

it("asks on the plain page, and says what is wrong with each field otherwise", () => {
  expect(read("/planner")).toMatchObject({ faults: {}, ready: false });
  expect(read("/planner?pocket=x&amount=12.5.1&day=2026-07-14").faults).toEqual({
    pocket: "Choose a pocket.",
    amount: "Use digits, with a point before the cents, like 1,234.56.",
    day: "This day has passed.",
  });
});
