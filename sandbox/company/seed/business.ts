import { addDays, businessDayFrom, businessDayUntil, isBusinessDay, type Day } from "@/lib/treasury/business-days";
import { cents, type Cents } from "@/lib/treasury/money";
import { addMonths, firstOfMonth, monthOf } from "../clock";
import { payIn, payOut, withdrawable } from "../movements";
import type { CompanyState } from "../types";
import { emit, mintId } from "../wire";
import { achIn, achOut, card, cashback, generic, jikoNet, wireMovement } from "./movements";
import type { Payments } from "./payments";
import { openingMonth, pocketId, pocketName, type PocketKey } from "./pockets";
import { portalIn, portalOut } from "./portals";
import type { Random } from "./random";

export interface Happening {
  time: string;
  act: (now: Date) => void;
}

const customers = [
  "Sample Manufacturing Inc.",
  "Example Logistics Group",
  "Sample Foods Corp.",
  "Example Packaging Co.",
  "Sample Medical Devices Inc.",
];
const suppliers = ["supplies", "components"] as const;

/** The company's ordinary days: what customers pay, what it pays, and how it shifts money between its pockets. */
export class Business {
  constructor(
    private readonly state: CompanyState,
    private readonly random: Random,
    private readonly payments: Payments,
    private readonly start: Day,
    private readonly eventsFrom: Date,
  ) {}

  /** A price between two amounts in dollars, to the cent. */
  private amount = (from: number, to: number): Cents => cents(this.random.integer(from * 100, to * 100));
  private has = (pocket: PocketKey, day: Day): boolean => openingMonth(pocket, this.start) <= day;
  private value = (pocket: PocketKey, now: Date): Cents => withdrawable(this.state, pocketId(pocket), now);

  wireIn(pocket: PocketKey, from: string, amount: Cents, now: Date): void {
    const wire = this.payments.wire(pocket, "INCOMING", from, null, amount, "Payment", now, now);
    payIn(this.state, pocketId(pocket), amount, wireMovement("in", from, wire.reference_number!, wire.id, "at-once", portalIn(pocket)), now);
  }

  private jikoNetIn(pocket: PocketKey, from: string, amount: Cents, now: Date): void {
    const id = mintId(this.state);
    const { transaction } = payIn(
      this.state,
      pocketId(pocket),
      amount,
      jikoNet(from, "JikoNet payment received", id, from, pocketName(pocket)),
      now,
    );
    if (now < this.eventsFrom) return;
    emit(
      this.state,
      "transfers.on-us.received",
      { on_us_id: id, transaction_activity_id: transaction.id, receiving_pocket_id: pocketId(pocket) },
      now,
    );
  }

  /** Somebody pulls money by ACH; nothing happens when the pocket cannot pay. */
  private pull(pocket: PocketKey, by: string, entry: string, amount: Cents, now: Date): void {
    if (this.value(pocket, now) > amount) {
      payOut(this.state, pocketId(pocket), amount, achOut(by, entry, this.random.digits(15), portalOut(pocket)), now);
    }
  }

  private spend(pocket: PocketKey, amount: Cents, now: Date): void {
    const movement = card(this.random.integer(0, 3), this.random.digits(8));
    if (this.value(pocket, now) > amount) payOut(this.state, pocketId(pocket), amount, movement, now);
  }

  private receipts(day: Day): Happening[] {
    const out: Happening[] = [];
    const add = (chance: number, act: (from: string, now: Date) => void) => {
      const from = this.random.pick(customers);
      if (this.random.chance(chance)) out.push({ time: this.random.time(10, 16), act: (now) => act(from, now) });
    };
    const jikoNetPocket = this.has("settlement", day) ? "settlement" : "operating";
    add(0.5, (from, now) =>
      payIn(
        this.state,
        pocketId("operating"),
        this.amount(20_000, 160_000),
        achIn(from, "INVOICE", this.random.digits(15), portalIn("operating")),
        now,
      ),
    );
    add(0.22, (from, now) => this.wireIn("operating", from, this.amount(150_000, 620_000), now));
    add(0.24, (from, now) => this.jikoNetIn(jikoNetPocket, from, this.amount(30_000, 220_000), now));
    return out;
  }

  private payables(): Happening[] {
    const out: Happening[] = [];
    const add = (chance: number, act: (now: Date) => void) => {
      if (this.random.chance(chance)) out.push({ time: this.random.time(11, 16), act });
    };
    add(0.27, (now) =>
      this.payments.wireOut(
        "operating",
        this.random.pick(suppliers),
        this.amount(60_000, 380_000),
        `Invoice ${this.random.integer(1000, 4700)}`,
        now,
      ),
    );
    add(0.05, (now) =>
      this.payments.wireOut("operating", "drives", this.amount(40_000, 160_000), `Order ${this.random.integer(100, 999)}`, now),
    );
    add(0.15, (now) => this.spend("operating", this.amount(40, 4_000), now));
    return out;
  }

  /** Payroll on the 15th and on the last business day; Operating hands the money over a business day before. */
  private payroll(day: Day): Happening[] {
    const out: Happening[] = [];
    const paydays = [businessDayUntil(`${monthOf(day)}-15`), businessDayUntil(addDays(addMonths(day, 1), -1))];
    for (const payday of paydays) {
      if (day === businessDayUntil(addDays(payday, -1))) {
        out.push({
          time: "10:45:00",
          act: (now) => this.payments.move("operating", "payroll", cents(64_600_000), `Payroll of ${payday}`, now),
        });
      }
      if (day === payday) {
        out.push({
          time: "11:05:00",
          act: (now) => this.pull("payroll", "Sample Payroll Services", "PAYROLL", this.amount(495_000, 515_000), now),
        });
        out.push({
          time: "11:20:00",
          act: (now) => this.pull("payroll", "Sample Payroll Services", "PAYROLL TAX", this.amount(136_000, 142_000), now),
        });
      }
    }
    return out;
  }

  private bills(day: Day): Happening[] {
    const first = businessDayFrom(firstOfMonth(day));
    const on = (date: Day, time: string, act: (now: Date) => void): Happening[] => (day === date ? [{ time, act }] : []);
    const [, month] = day.split("-").map(Number) as [number, number];
    const quarterly = month % 3 === 0;
    return [
      ...on(first, "11:30:00", (now) => this.pull("operating", "Sample Office Leasing LLC", "RENT", cents(11_850_000), now)),
      ...on(businessDayFrom(`${monthOf(day)}-12`), "12:10:00", (now) =>
        this.pull("operating", "Sample Utilities Co.", "UTILITIES", this.amount(11_000, 17_000), now),
      ),
      ...on(
        businessDayFrom(`${monthOf(day)}-05`),
        "12:40:00",
        (now) =>
          void payIn(this.state, pocketId("operating"), this.amount(30, 190), cashback(monthOf(addDays(firstOfMonth(day), -1))), now),
      ),
      ...(quarterly
        ? on(
            businessDayFrom(`${monthOf(day)}-20`),
            "13:15:00",
            (now) =>
              void payIn(this.state, pocketId("operating"), this.amount(200, 900), generic("Courtesy credit", "Goodwill adjustment"), now),
          )
        : []),
    ];
  }

  /** Surplus goes up the ladder, want comes down it; JikoNet takings come home twice a month. */
  private shifts(day: Day): Happening[] {
    const out: Happening[] = [];
    const dayOfMonth = Number(day.slice(8));
    if (isBusinessDay(addDays(day, -1)) && new Date(`${day}T00:00:00Z`).getUTCDay() === 5) {
      out.push({
        time: "14:30:00",
        act: (now) => {
          const value = this.value("operating", now);
          const surplusTo = this.has("strategic", day) ? this.random.pick(["reserve", "strategic"] as const) : "reserve";
          if (value > 750_000_000) this.payments.move("operating", surplusTo, cents(150_000_000), "Surplus of the week", now);
          else if (value < 250_000_000) this.payments.move("reserve", "operating", cents(150_000_000), "Top up Operating", now);
        },
      });
    }
    if (this.has("settlement", day) && (dayOfMonth === 10 || dayOfMonth === 24)) {
      const how = dayOfMonth === 10 ? "SECURITY_TRANSFER" : "BANK_TRANSFER";
      out.push({
        time: "15:10:00",
        act: (now) => {
          const half = Math.trunc(this.value("settlement", now) / 200) * 100;
          if (half > 10_000_000) this.payments.move("settlement", "operating", cents(half), "JikoNet takings", now, how);
        },
      });
    }
    if (this.has("settlement", day) && this.random.chance(0.09)) {
      const payee = this.random.pick(["partner", "distribution"] as const);
      out.push({
        time: this.random.time(10, 16),
        act: (now) => this.payments.jikoNetOut("settlement", payee, this.amount(15_000, 80_000), "Revenue share", now),
      });
    }
    return out;
  }

  /** What happens on a day, in order of time. JikoNet never closes, so a weekend sees a payment now and then. */
  on(day: Day): Happening[] {
    if (!isBusinessDay(day)) {
      if (!this.has("settlement", day) || !this.random.chance(0.08)) return [];
      const from = this.random.pick(customers);
      return [{ time: this.random.time(9, 18), act: (now) => this.jikoNetIn("settlement", from, this.amount(5_000, 60_000), now) }];
    }
    return [...this.receipts(day), ...this.payables(), ...this.payroll(day), ...this.bills(day), ...this.shifts(day)].sort((a, b) =>
      a.time < b.time ? -1 : 1,
    );
  }
}
