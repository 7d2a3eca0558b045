/** A trade's effect on a position: 1 adds to it and takes cash, -1 takes from it and brings cash. */
export type Way = 1 | -1;

interface Traded {
  activity: string;
  cusip: string;
  quantity: number;
}

/** The way of activities that are published; null for others, such as moves of bills between pockets, whose names are not. */
export const publishedWay = (activity: string): Way | null =>
  activity === "BUY" ? 1 : activity === "SELL" || activity === "MATURITY" ? -1 : null;

/**
 * The way of every trade of a pocket, given all of them and what is held after the last (units by CUSIP). One of an unpublished
 * activity goes the way in which the trades of its CUSIP add up to what is held; null where neither way does, or where several
 * unpublished activities meet in one CUSIP. So trades must reach back to before the first purchase of what they name.
 */
export function waysOf(trades: readonly Traded[], held: ReadonlyMap<string, number>): (trade: Traded) => Way | null {
  const missing = new Map(held);
  const unpublished = new Map<string, { activities: Set<string>; units: number }>();
  for (const { activity, cusip, quantity } of trades) {
    const way = publishedWay(activity);
    if (way !== null) missing.set(cusip, (missing.get(cusip) ?? 0) - way * quantity);
    else {
      const found = unpublished.get(cusip) ?? { activities: new Set<string>(), units: 0 };
      unpublished.set(cusip, { activities: found.activities.add(activity), units: found.units + quantity });
    }
  }
  return ({ activity, cusip }) => {
    const way = publishedWay(activity);
    const { activities, units } = unpublished.get(cusip) ?? { activities: new Set(), units: 0 };
    if (way !== null || units === 0 || activities.size > 1) return way;
    const lacking = missing.get(cusip) ?? 0;
    return lacking === units ? 1 : lacking === -units ? -1 : null;
  };
}
