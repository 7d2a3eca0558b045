"use client";

import { useSyncExternalStore } from "react";
import { dayIn, tableInstant, writeAge, writeDay, writeInstant, writeTime } from "./dates";
import { useDesk } from "./desk";

const isDay = (at: string) => at.length === 10;

interface DateTextProps {
  /** A calendar day (`2026-07-15`) or an instant (ISO 8601). */
  at: string | null;
  /** text: `Jul 15, 2026, 14:02 EDT`; table: `2026-07-15 14:02 EDT`; day: the instant's day as in tables; time: `14:02 EDT`. */
  form?: "text" | "table" | "day" | "time";
}

/** A date, always absolute and, where it has a time, with its zone. Null is an en dash. */
export function DateText({ at, form = "text" }: DateTextProps) {
  const { timeZone } = useDesk();
  if (at === null) return <span>–</span>;
  const written = isDay(at)
    ? form === "text" ? writeDay(at) : at
    : { text: writeInstant, table: tableInstant, day: dayIn, time: writeTime }[form](at, timeZone);
  return (
    <time dateTime={at} title={isDay(at) ? undefined : writeInstant(at, timeZone)} className="whitespace-nowrap">
      {written}
    </time>
  );
}

/** An age is counted in minutes at least, so this is often enough. */
const tickMs = 30_000;

function ticking(tell: () => void) {
  const timer = setInterval(tell, tickMs);
  return () => clearInterval(timer);
}

const lastTick = () => Math.floor(Date.now() / tickMs) * tickMs;

/** How long ago, beside an absolute time. First as of when the page was made, since server and browser have different nows. */
export function Age({ since, suffix = " ago" }: { since: string; suffix?: string }) {
  const { made } = useDesk();
  const now = useSyncExternalStore(ticking, lastTick, () => made);
  return <span className="whitespace-nowrap text-ink-muted">{`${writeAge(since, now)}${suffix}`}</span>;
}

/** When a figure was true, and where it comes from. Every balance carries one. */
export function AsOf({ at, source = "Jiko" }: { at: string | null; source?: string }) {
  return (
    <span className="text-small text-ink-muted">
      {at === null ? "No pricing time given" : <>As of <DateText at={at} /></>} · {source}
    </span>
  );
}
