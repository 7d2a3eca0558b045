import { cents, formatCents } from "@/lib/treasury/money";
import { given } from "../policy/given";
import { several } from "./finder";
import type { ThresholdName, Thresholds } from "./types";

type Unit = "days" | "hours" | "times" | "percent" | "payments" | "requests" | "cents";

interface Threshold {
  /** What it is called where it is set, and where a change of it is shown. */
  label: string;
  unit: Unit;
  default: number;
  /** Both inclusive. No policy can set a finding so far off that it is none any more. */
  least: number;
  most: number;
  /** Towards which end more is found; null where it depends. */
  stricter: "higher" | "lower" | null;
  /** What it does, as a sentence without its full stop. */
  sentence: (value: string) => string;
}

/** Histories are no longer than what a simulation looks back for (lib/desk/policy/past-facts.ts). */
export const thresholds: Readonly<Record<ThresholdName, Threshold>> = {
  newPayeeDays: {
    label: "New payee", unit: "days", default: 30, least: 1, most: 3650, stricter: "higher",
    sentence: (value) => `A payee counts as new until ${value} after it was added`,
  },
  changedPayeeDays: {
    label: "Payee changed", unit: "days", default: 30, least: 1, most: 3650, stricter: "higher",
    sentence: (value) => `A payee counts as changed until ${value} after its name or account changed`,
  },
  duplicateHours: {
    label: "Possible duplicate", unit: "hours", default: 24, least: 1, most: 720, stricter: "higher",
    sentence: (value) => `The same amount to the same payee within ${value} may be a duplicate`,
  },
  amountTimes: {
    label: "Amount far from this payee's history", unit: "times", default: 3, least: 2, most: 100, stricter: "lower",
    sentence: (value) => `An amount is unusual above ${value} the median of what the payee got before`,
  },
  amountHistory: {
    label: "Payments before an amount can be unusual", unit: "payments", default: 5, least: 1, most: 50, stricter: "lower",
    sentence: (value) => `Amounts are compared where the payee got at least ${value} before`,
  },
  hourPercent: {
    label: "Unusual hour", unit: "percent", default: 5, least: 1, most: 100, stricter: "higher",
    sentence: (value) => `An hour is unusual where less than ${value} of what its initiator filed before was filed near it`,
  },
  hourNear: {
    label: "Time that is near an hour", unit: "hours", default: 1, least: 1, most: 6, stricter: "lower",
    sentence: (value) => `Near an hour means within ${value} of that time of day`,
  },
  hourHistory: {
    label: "Requests before an hour can be unusual", unit: "requests", default: 20, least: 1, most: 100, stricter: "lower",
    sentence: (value) => `Hours are compared where the initiator filed at least ${value} before`,
  },
  pocketPercent: {
    label: "Large share of the pocket", unit: "percent", default: 50, least: 1, most: 100, stricter: "lower",
    sentence: (value) => `An amount is a large share from ${value} of what is in the pocket`,
  },
  splitSum: {
    label: "Sum of split payments", unit: "cents", default: 1_000_000_00, least: 1_00, most: 10_000_000_000_00, stricter: null,
    sentence: (value) => `Payments to one payee may be split where each is below ${value} and together they are not`,
  },
  splitHours: {
    label: "Time between split payments", unit: "hours", default: 24, least: 1, most: 720, stricter: "higher",
    sentence: (value) => `Payments that may be split are added up within ${value}`,
  },
  sharedBrowserHours: {
    label: "Two members, one browser", unit: "hours", default: 24, least: 1, most: 720, stricter: "higher",
    sentence: (value) => `Members who signed in with the browser that filed are named within ${value}`,
  },
};
export const thresholdNames = Object.keys(thresholds) as ThresholdName[];

export const defaultThresholds = Object.fromEntries(thresholdNames.map((name) => [name, thresholds[name].default])) as unknown as Thresholds;

/** Those of a policy; what it does not set is the default. */
export const thresholdsOf = ({ thresholds: set }: { thresholds?: Partial<Thresholds> }): Thresholds =>
  set ? { ...defaultThresholds, ...given(set) } : defaultThresholds;

const units: Record<Unit, (value: number) => string> = {
  days: (value) => several(value, "day", "days"),
  hours: (value) => several(value, "hour", "hours"),
  times: (value) => `${value} times`,
  percent: (value) => `${value} %`,
  payments: (value) => several(value, "payment", "payments"),
  requests: (value) => several(value, "request", "requests"),
  cents: (value) => formatCents(cents(value)),
};

/** A value with its unit: "3 times", "$1,000,000.00". */
export const valueWords = (name: ThresholdName, value: number): string => units[thresholds[name].unit](value);

/** What is wrong with a value out of bounds, or with none, by name: many of them stand in one form. */
export function boundsFault(name: ThresholdName): string {
  const { label, unit, least, most } = thresholds[name];
  const wanted = unit === "cents" ? `an amount from ${units.cents(least)} to ${units.cents(most)}` : `a whole number from ${least} to ${most}`;
  return `${label}: enter ${wanted}.`;
}
