import type { Day } from "@/lib/treasury/business-days";
import type { Cents } from "@/lib/treasury/money";
import type { ExpectedFlow } from "@/lib/treasury/projection";
import type { Recurring } from "@/lib/treasury/recurring";

// Types alone: the pages know them too.

/**
 * How a point of the history came about. `snapshot`: what Jiko said that the pockets are worth, kept by the desk that day.
 * `computed`: worked out afterwards from trades and transactions, bills at what they cost and what had accrued. `now`: what Jiko
 * says at this moment.
 */
export type PointSource = "snapshot" | "computed" | "now";

/** What there was at the end of a day, cents. */
export interface HistoryPoint {
  day: Day;
  total: Cents;
  source: PointSource;
}

/** What happened to the total since an earlier day: `paidIn` - `paidOut` + `earned` = `change`, moves between own pockets left out. */
export interface Change {
  since: Day;
  before: Cents;
  change: Cents;
  paidIn: Cents;
  paidOut: Cents;
  earned: Cents;
  source: PointSource;
}

/** What `GET /api/treasury/history?days=…` answers. */
export interface HistoryView {
  /** Oldest first, at most 400; of many days those that keep first, last, lowest and highest. */
  points: readonly HistoryPoint[];
  /** Days that there are points for before they were thinned out. */
  days: number;
  /** Null where nothing is known of that day. */
  changes: Readonly<Record<"day" | "week" | "month", Change | null>>;
  /** The copy that past days are worked out from; null: it is not filled, and there are only snapshots. */
  copyAsOf: string | null;
}

export type Verdict = "accepted" | "struck" | "open";

/** A flow that came back in a rhythm, and what was decided about it. */
export interface RecurringView extends Omit<Recurring, "rows" | "missed"> {
  /** Transactions that it rests on, newest first, at most 20; `count` says how many there are. */
  rows: readonly { id: string; day: Day; amount: Cents }[];
  count: number;
  verdict: Verdict;
  by: { name: string; at: string } | null;
}

/** A flow that somebody expects and wrote down. */
export interface PlannedView {
  id: string;
  pocketId: string;
  day: Day;
  /** Signed cents. */
  amount: Cents;
  text: string;
  by: { name: string; at: string };
}

/** What `GET /api/treasury/projection` answers: what the browser needs to project, so that a verdict shows at once. */
export interface ProjectionView {
  today: Day;
  /** Cents of open pockets as Jiko has them now. */
  pockets: readonly { id: string; name: string; cash: Cents; bills: Cents; reinvests: boolean }[];
  /** Maturities, reinvestments and transfers that are under way. */
  flows: readonly ExpectedFlow[];
  /** Requests whose amount is not known before they run. */
  unclear: readonly string[];
  recurring: readonly RecurringView[];
  planned: readonly PlannedView[];
  copyAsOf: string | null;
}

/** One way to have an amount in a pocket on a day. */
export interface FundingWay {
  /** The pocket that pays; the pocket itself where its own bills are sold. */
  pocketId: string;
  how: "cash" | "sells" | "moves-cash" | "moves-bills";
  /** Cents that this way brings by the day, and what is missing then. */
  brings: Cents;
  shortfall: Cents;
  /** When the money is there. */
  arrives: Day;
  /** Bills that would be sold, nearest maturity first; `cost` is what holding them to maturity would bring more. */
  sales: readonly { cusip: string; maturity_date: Day; quantity: number; price: string; proceeds: Cents; cost: Cents }[];
  /** Bills that mature in time and pay for it by themselves. */
  maturing: readonly { cusip: string; maturity_date: Day; face: Cents }[];
  cost: Cents;
  /** By when the transfer has to be filed for it; null where nothing has to be filed. */
  fileBy: Day | null;
}

/** What `GET /api/treasury/plan?pocket=…&amount=…&day=…` answers; the cheapest way that suffices comes first. */
export interface PlanView {
  pocketId: string;
  amount: Cents;
  day: Day;
  ways: readonly FundingWay[];
  asOf: string;
}
