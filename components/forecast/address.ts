import { isDay } from "@/lib/treasury/day";

/** What the address of the forecast says; an empty text is the plain page. */
export interface ForecastAddress extends Record<string, string> {
  /** One pocket; empty: all together. */
  pocket: string;
  unit: "" | "day";
  /** Flows that nobody has decided about count too. */
  open: "" | "1";
  /** The first day of the span whose flows are shown; empty: all flows. */
  from: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address; what it does not understand falls back to the plain page. */
export function readForecastAddress(search: Record<string, string | string[] | undefined>): ForecastAddress {
  const one = (name: string) => (typeof search[name] === "string" ? search[name] : "");
  return {
    pocket: uuid.test(one("pocket")) ? one("pocket") : "",
    unit: one("unit") === "day" ? "day" : "",
    open: one("open") === "1" ? "1" : "",
    from: isDay(one("from")) ? one("from") : "",
  };
}

/** The address of a view, without what is the rule anyway. */
export function forecastHref(address: ForecastAddress): string {
  const search = new URLSearchParams(Object.entries(address).filter(([, value]) => value !== ""));
  return search.size > 0 ? `/forecast?${search}` : "/forecast";
}
