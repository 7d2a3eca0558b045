import "server-only";
import { Temporal } from "temporal-polyfill";
import { env } from "./env";

/** Real time: sessions, tokens, leases and the audit record live by it. */
export const now = (): Date => new Date();

/**
 * The bank's time: what "today", "this month" and "as of" mean for money. It is real time, except where CLOCK_URL points
 * at the sandbox's clock, which tests move.
 */
export async function bankingNow(): Promise<Date> {
  const clock = env().CLOCK_URL;
  if (!clock) return now();
  const answer = await fetch(clock, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
  const { now: instant } = (await answer.json()) as { now: string };
  return new Date(instant);
}

/** The instant at which a day of the company's calendar begins. */
export const startOfDay = (day: string): Date => instantAt(day, "00:00");

/** The instant of a day and time of the company's calendar, `HH:MM`. */
export const instantAt = (day: string, time: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: env().COMPANY_TIME_ZONE, plainTime: time }).epochMilliseconds);

/** The company's calendar day at an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(env().COMPANY_TIME_ZONE).toPlainDate().toString();

/** The instant at which a calendar day of the company begins; `days` later where asked (the day after ends a range). */
export const startOf = (day: string, days = 0): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days }).toZonedDateTime(env().COMPANY_TIME_ZONE).epochMilliseconds);

/** Jiko's own days are those of New York, wherever the company sits: reports and earnings go by them. */
const bankZone = "America/New_York";

const atBank = (instant: Date) => Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(bankZone);

/** Jiko's calendar day at an instant, and its time of day, `HH:MM`. */
export const bankDayOf = (instant: Date): string => atBank(instant).toPlainDate().toString();
export const bankTimeOf = (instant: Date): string => atBank(instant).toPlainTime().toString({ smallestUnit: "minute" });

/** The instant at which a day of Jiko's begins; `days` later where asked. */
export const startOfBankDay = (day: string, days = 0): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days }).toZonedDateTime(bankZone).epochMilliseconds);
