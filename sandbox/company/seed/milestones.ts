import { addDays, businessDayFrom, type Day } from "@/lib/treasury/business-days";
import { cents } from "@/lib/treasury/money";
import { addMonths, iso } from "../clock";
import { pocketOf } from "../ledger";
import { withdrawable } from "../movements";
import type { CompanyState } from "../types";
import type { Business, Happening } from "./business";
import type { Payments } from "./payments";
import { openingMonth, pocketId, type PocketKey } from "./pockets";

const dollars = (amount: number) => cents(amount * 100);

/**
 * The few days that shape the company: funding, the filling of each pocket, the end of the old one, the freeze of Escrow, and
 * lately two wires that came back.
 */
export function milestones(state: CompanyState, business: Business, payments: Payments, start: Day, today: Day): Map<Day, Happening[]> {
  const days = new Map<Day, Happening[]>();
  const on = (day: Day, time: string, act: (now: Date) => void) => {
    const date = businessDayFrom(day);
    days.set(date, [...(days.get(date) ?? []), { time, act }]);
  };
  const fill = (to: PocketKey, amount: number) =>
    on(addDays(openingMonth(to, start), 2), "13:00:00", (now) => {
      const most = Math.trunc(withdrawable(state, pocketId("operating"), now) / 2);
      payments.moveSurely("operating", to, cents(Math.min(dollars(amount), most)), "First funding", now);
    });

  on(start, "10:15:00", (now) => business.wireIn("operating", "Example Holdings LP", dollars(44_500_000), now));
  on(start, "10:20:00", (now) => business.wireIn("old", "Sample Former Bank", dollars(2_310_482.17), now));
  fill("payroll", 450_000);
  fill("reserve", 7_500_000);
  fill("strategic", 12_000_000);
  fill("longTerm", 9_000_000);
  fill("escrow", 1_050_000);
  for (const month of [3, 6, 9]) {
    on(addDays(addMonths(start, month), 8), "13:40:00", (now) =>
      payments.move("operating", "longTerm", dollars(500_000), "Yearly ladder", now),
    );
    on(addDays(addMonths(start, month), 15), "13:45:00", (now) =>
      payments.moveSurely("old", "operating", dollars(600_000), "Winding down", now),
    );
  }
  on(addDays(addMonths(start, 11), 15), "14:00:00", (now) => {
    payments.moveSurely("old", "operating", withdrawable(state, pocketId("old"), now), "Closing Old Operating", now);
    Object.assign(pocketOf(state, pocketId("old")), { status: "CLOSED", closed_at: iso(now) });
  });
  on(addDays(addMonths(start, 21), 6), "16:00:00", () => Object.assign(pocketOf(state, pocketId("escrow")), { status: "FROZEN" }));
  // Before the prices of the day come out, so that they stand between two days and shift nothing else.
  on(addDays(today, -12), "09:40:00", (now) =>
    payments.wireReturned("operating", "returned", dollars(18_400), "Invoice 88-2", `${iso(now).slice(0, 10).replaceAll("-", "")}MMQFMP0A404001`, now),
  );
  on(addDays(today, -9), "09:45:00", (now) =>
    payments.wireRefused("operating", "Sample Foods Corp.", dollars(52_310.4), "Wrong beneficiary name", `${iso(now).slice(0, 10).replaceAll("-", "")}EXMPUS33000917`, now),
  );
  return days;
}
