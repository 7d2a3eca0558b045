import { isDay } from "@/lib/treasury/day";

export const pocketTabs = ["holdings", "transactions", "trades", "portals"] as const;
export type PocketTab = (typeof pocketTabs)[number];

export type EarningsPeriod = "wtd" | "mtd" | "ytd" | "all-time" | "range";
export const earningsPeriods: readonly (readonly [EarningsPeriod, string])[] = [
  ["wtd", "This week"],
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

/** What an address says about earnings. */
export interface EarningsAddress {
  earnings: EarningsChoice;
  /** Why the range cannot be read, for the form; null where it can. */
  rangeFault: string | null;
}

/** What the address of a pocket's page says. */
export interface PocketAddress extends EarningsAddress {
  tab: PocketTab;
  cursor: string | null;
}

type Search = Record<string, string | string[] | undefined>;
const one = (search: Search, name: string) => (typeof search[name] === "string" ? search[name] : "");

/** Reads the period; what it does not understand falls back to this month. `today` is the bank's day. */
export function readEarningsAddress(search: Search, today: string): EarningsAddress {
  const period = earningsPeriods.find(([known]) => known === one(search, "earnings"))?.[0] ?? "mtd";
  const from = one(search, "from") || `${today.slice(0, 8)}01`;
  const to = one(search, "to") || today;
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
  return { earnings: { period, from, to }, rangeFault };
}

/** Reads the address; what it does not understand falls back to the plain page. */
export function readPocketAddress(search: Search, today: string): PocketAddress {
  const tab = pocketTabs.find((known) => known === one(search, "tab")) ?? "holdings";
  return { tab, cursor: one(search, "cursor") || null, ...readEarningsAddress(search, today) };
}

function writeEarnings({ period, from, to }: EarningsChoice, search: URLSearchParams): void {
  if (period !== "mtd") search.set("earnings", period);
  if (period !== "range") return;
  search.set("from", from);
  search.set("to", to);
}

const written = (path: string, search: URLSearchParams) => (search.size > 0 ? `${path}?${search}` : path);

/** The address of a pocket's page, without what is the rule anyway. Changing the tab starts its list anew. */
export function pocketHref(id: string, { tab, cursor, earnings }: Pick<PocketAddress, "tab" | "cursor" | "earnings">): string {
  const search = new URLSearchParams();
  if (tab !== "holdings") search.set("tab", tab);
  writeEarnings(earnings, search);
  if (cursor) search.set("cursor", cursor);
  return written(`/pockets/${id}`, search);
}

/** The address of the list of pockets. */
export function pocketsHref(earnings: EarningsChoice): string {
  const search = new URLSearchParams();
  writeEarnings(earnings, search);
  return written("/pockets", search);
}
