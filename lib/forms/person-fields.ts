import type { FieldFault } from "@/lib/errors";
import { unprintable } from "./line";

interface TextRule {
  limit: number;
  /** What is said where nothing was typed; without it the field may stay empty. */
  ask?: string;
}

/** What is wrong with a line of text, or null. */
export function textFault(typed: string, { limit, ask }: TextRule): string | null {
  const text = typed.trim();
  if (text === "") return ask ?? null;
  if (text.length > limit) return `At most ${limit} characters; these are ${text.length}.`;
  return unprintable.test(text.replace(/\r?\n/g, " ")) ? "Use visible characters." : null;
}

export const countryFault = (typed: string): string | null =>
  /^[a-z]{2}$/i.test(typed.trim()) ? null : "Two letters, like US or DE.";

export const emailFault = (typed: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim()) && typed.trim().length <= 254 ? null : "Give an address like name@example.com.";

export const phoneFault = (typed: string): string | null =>
  /^\+?[\d ()./-]{7,30}$/.test(typed.trim()) ? null : "Give a number with its country, like +1 614 555 0100.";

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day that exists and is not after today. */
export const isPastDay = (day: string, today: string): boolean =>
  dayForm.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) && day <= today;

/** The digits of an EIN, TIN or SSN however it is grouped, or null. */
export function nineDigits(typed: string): string | null {
  const digits = typed.trim().replace(/[\s-]/g, "");
  return /^\d{9}$/.test(digits) ? digits : null;
}

export interface AddressValues {
  street: string;
  street2: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
}

/** What is wrong with a postal address as it is typed; the limits are Jiko's (documented). */
export function addressFaults(values: AddressValues): FieldFault[] {
  const ask = "Fill this in.";
  const home = values.country.trim().toUpperCase() === "US";
  const found: [keyof AddressValues, string | null][] = [
    ["street", textFault(values.street, { limit: 250, ask })],
    ["street2", textFault(values.street2, { limit: 250 })],
    ["city", textFault(values.city, { limit: 250, ask })],
    ["state", home && !/^[a-z]{2}$/i.test(values.state.trim()) ? "Two letters, like OH." : textFault(values.state, { limit: 50 })],
    ["postalCode", textFault(values.postalCode, { limit: 50, ask })],
    ["country", countryFault(values.country)],
  ];
  return found.flatMap(([field, message]) => (message ? [{ field, message }] : []));
}
