import { isDay } from "@/components/ui/dates";

export const pocketTabs = ["holdings", "transactions", "trades"] as const;
export type PocketTab = (typeof pocketTabs)[number];

export type EarningsPeriod = "mtd" | "ytd" | "all-time" | "range";
export const earningsPeriods: readonly (readonly [EarningsPeriod, string])[] = [
  ["mtd", "This month"],
  ["ytd", "This year"],
  ["all-time", "All time"],
  ["range", "From – to"],
];

export interface EarningsChoice {
  period: EarningsPeriod;
  from: string;
  to: string;
}

/** What the address of a pocket's page says. */
export interface PocketAddress {
  tab: PocketTab;
  cursor: string | null;
  earnings: EarningsChoice;
  /** Why the range cannot be read, for the form; null where it can. */
  rangeFault: string | null;
}

type Search = Record<string, string | string[] | undefined>;

/** Reads the address; what it does not understand falls back to the plain page. `today` is the bank's day. */
export function readPocketAddress(search: Search, today: string): PocketAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  const tab = pocketTabs.find((known) => known === one("tab")) ?? "holdings";
  const period = earningsPeriods.find(([known]) => known === one("earnings"))?.[0] ?? "mtd";
  const from = one("from") || `${today.slice(0, 8)}01`;
  const to = one("to") || today;
  const rangeFault =
    period !== "range"
      ? null
      : !isDay(from) || !isDay(to)
        ? "Enter both days as year, month and day."
        : from > to
          ? "The first day lies after the last."
          : to > today
            ? "The last day lies in the future."
            : null;
  return { tab, cursor: one("cursor") || null, earnings: { period, from, to }, rangeFault };
}

/** The address of a pocket's page, without what is the rule anyway. Changing the tab starts its list anew. */
export function pocketHref(id: string, { tab, cursor, earnings }: Pick<PocketAddress, "tab" | "cursor" | "earnings">): string {
  const search = new URLSearchParams();
  if (tab !== "holdings") search.set("tab", tab);
  if (earnings.period !== "mtd") search.set("earnings", earnings.period);
  if (earnings.period === "range") {
    search.set("from", earnings.from);
    search.set("to", earnings.to);
  }
  if (cursor) search.set("cursor", cursor);
  return `/pockets/${id}${search.size > 0 ? `?${search}` : ""}`;
}
