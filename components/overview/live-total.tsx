"use client";

import { useEffect, useMemo, useState } from "react";
import { useDesk } from "@/components/ui/desk";
import { Hint } from "@/components/ui/hint";
import { Money } from "@/components/ui/money";
import type { Pocket } from "@/lib/jiko/pockets";
import { liveValue, nextCentIn, type Priced } from "@/lib/treasury/live-value";
import { cents, sum, type Cents } from "@/lib/treasury/money";
import { nextPricing } from "./figures";

const explained =
  "Counted up from the last pricing by Jiko's rate for pockets with real-time yield, until the next pricing is due. Nothing is booked or paid from it.";

type Growing = Priced & { until: number };

/** What pockets have come to since their pricing, counted up while somebody looks, and no faster than a cent changes. */
function useGain(growing: readonly Growing[], bankAhead: number): Cents | null {
  const [gain, setGain] = useState<Cents | null>(null);
  useEffect(() => {
    const step = Math.min(...growing.map(({ perSecond }) => nextCentIn(perSecond) ?? Infinity));
    const over = Math.max(...growing.map(({ until }) => until));
    if (!Number.isFinite(step) || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") return;
      const at = Date.now() + bankAhead;
      setGain(sum(growing.map((one) => cents(liveValue(one, at, one.until) - one.value))));
      if (at < over) timer = setTimeout(tick, Math.max(1000, step));
    };
    tick();
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [growing, bankAhead]);
  return gain;
}

/** The total as it may be by now, for companies with pockets of real-time yield. Shown beside the priced total, never instead of it. */
export function LiveTotal({ pockets, total }: { pockets: readonly Pocket[]; total: Cents }) {
  const { timeZone, bankAhead } = useDesk();
  const growing = useMemo(
    () =>
      pockets.flatMap(({ portfolio }): Growing[] => {
        const { total_value: value, appreciation_per_second: perSecond, pricing_timestamp: pricedAt } = portfolio ?? {};
        return value !== undefined && perSecond && pricedAt ? [{ value, perSecond, pricedAt, until: nextPricing(pricedAt, timeZone) }] : [];
      }),
    [pockets, timeZone],
  );
  const gain = useGain(growing, bankAhead);
  if (growing.length === 0) return null;
  // The line is there before its figure is, so that nothing moves.
  return (
    <p className="min-h-4 text-small text-ink-muted">
      {gain === null ? null : (
        <>
          <Hint text={explained}>Estimate</Hint>{" "}
          between pricings: <Money cents={cents(total + gain)} />
        </>
      )}
    </p>
  );
}
