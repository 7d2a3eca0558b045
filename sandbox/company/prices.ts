import { addDays, daysBetween, isBusinessDay, previousBusinessDay, type Day } from "@/lib/treasury/business-days";
import { investmentRate, priceFromDiscount } from "@/lib/treasury/bill-rates";
import { byHour, dayOf, instantAt, iso } from "./clock";

/** Discount rates at the short end and at 52 weeks, in thousandths of a percent: a made-up path in the shape of the years it covers. */
const path: [Day, number, number][] = [
  ["2023-01-01", 4300, 4450],
  ["2024-01-01", 5230, 4750],
  ["2024-08-01", 5180, 4450],
  ["2024-10-01", 4650, 3900],
  ["2025-01-01", 4230, 4000],
  ["2025-08-01", 4220, 3780],
  ["2025-11-01", 3850, 3560],
  ["2026-02-01", 3640, 3440],
  ["2026-07-15", 3710, 3580],
  ["2027-07-15", 3560, 3500],
];

function pathAt(day: Day): [number, number] {
  const after = path.findIndex(([at]) => at > day);
  if (after === 0) return [path[0]![1], path[0]![2]];
  if (after < 0) return [path.at(-1)![1], path.at(-1)![2]];
  const [from, short, long] = path[after - 1]!;
  const [to, nextShort, nextLong] = path[after]!;
  const part = daysBetween(from, day) / daysBetween(from, to);
  return [short + (nextShort - short) * part, long + (nextLong - long) * part];
}

/** Noise of up to 4 basis points that moves from week to week, made of integers alone so that every machine sees the same prices. */
const noise = (week: number): number => ((((week * 7919 + 104_729) % 1009) * 31) % 81) - 40;

/** The discount rate of a day for bills this many days from maturity, as decimal text: `0.03720`. */
export function discountRate(day: Day, daysToMaturity: number): string {
  const [short, long] = pathAt(day);
  const since = Math.max(0, daysBetween("2023-01-01", day));
  const week = Math.trunc(since / 7);
  const wiggle = noise(week) + ((noise(week + 1) - noise(week)) * (since % 7)) / 7;
  const rate = short + ((long - short) * Math.min(364, daysToMaturity)) / 364 + wiggle;
  return (Math.round(rate) / 100_000).toFixed(5);
}

/** Prices are set at this time of every business day (New York); `pricingDay` relies on it being a full hour. */
const pricingHour = "10:00";

/** The business day whose prices are in force. */
export const pricingDay = byHour((now: Date): Day => {
  const day = dayOf(now);
  return isBusinessDay(day) && now >= instantAt(day, pricingHour) ? day : previousBusinessDay(day);
});

/** The moment of the prices in force. */
export const pricingTime = (now: Date): string => iso(instantAt(pricingDay(now), pricingHour));

const seen = new Map<string, string>();

/** Price per $100 of face value at 6 decimals, as of a day's pricing. It is the price of every trade and of every mark of that day. */
export function priceOn(day: Day, maturity: Day): string {
  const key = day + maturity;
  const known = seen.get(key);
  if (known) return known;
  const days = Math.max(0, daysBetween(day, maturity));
  const price = priceFromDiscount(discountRate(day, days), days);
  if (seen.size > 50_000) seen.clear();
  seen.set(key, price);
  return price;
}

/** The price that the same bill would have a calendar day later at an unchanged rate: what accrues until the next pricing. */
export function priceNextDay(day: Day, maturity: Day): string {
  const days = daysBetween(day, maturity);
  return days <= 0 ? "100.000000" : priceFromDiscount(discountRate(day, days), daysBetween(addDays(day, 1), maturity));
}

/** The yield that strategies, positions and trades carry: a bond-equivalent one of 365 days, since Jiko does not say which its own is. */
export const bondEquivalentYield = (price: string, days: number): string => investmentRate(price, days, 365, 4) ?? "0.0000";
