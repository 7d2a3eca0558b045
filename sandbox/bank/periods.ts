const newYork = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York", year: "numeric", month: "2-digit", day: "2-digit" });

/** The bank's calendar day at an instant, `YYYY-MM-DD`, New York. */
export const dayOf = (instant: Date): string => newYork.format(instant);

/** First day of a period that ends `today`; null where it has no start. Source: Jiko's Earnings operation (documented). */
export function startOf(period: "ytd" | "mtd" | "wtd" | "all-time", today: string): string | null {
  if (period === "all-time") return null;
  if (period === "ytd") return `${today.slice(0, 4)}-01-01`;
  if (period === "mtd") return `${today.slice(0, 7)}-01`;
  const day = new Date(`${today}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}
