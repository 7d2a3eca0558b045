import clsx from "clsx";
import { CircleCheck, Hourglass } from "lucide-react";
import type { KindState, MirrorKind, MirrorState } from "@/lib/desk/mirror/types";
import { DateText } from "./date-text";

const words: Record<MirrorKind, string> = {
  transactions: "transactions",
  trades: "trades",
  wires: "wires",
  transferRequests: "transfer requests",
  counterparties: "payees",
};
const list = (kinds: readonly MirrorKind[]) => new Intl.ListFormat("en-US").format(kinds.map((kind) => words[kind]));
const earliest = (times: (string | null)[]) => times.filter((one) => one !== null).sort()[0] ?? null;

export interface MirrorSummary {
  /** Everything is there, and every stretch was found equal to Jiko's list. */
  complete: boolean;
  /** Null while some kind was never read to its newest row. */
  asOf: string | null;
  /** How far back every kind reaches; null where all of them reach to their beginning. */
  since: string | null;
  /** What is not right yet, a sentence each. */
  remarks: string[];
}

/** What can be said of a copy in one line. */
export function summaryOf(kinds: readonly KindState[]): MirrorSummary {
  const filling = kinds.filter((one) => !one.filled);
  const count = (what: "differ" | "open") => kinds.reduce((sum, one) => sum + one.checks[what], 0);
  const [differ, open] = [count("differ"), count("open")];
  const waiting = kinds.filter((one) => one.waitingSince);
  const failing = kinds.filter((one) => one.problem && one.problem !== "rate_limited");
  const busy = kinds.filter((one) => one.problem === "rate_limited");
  const named = (some: readonly KindState[]) => list(some.map((one) => one.kind));
  const remarks = [
    filling.length > 0 ? `Still being filled: ${named(filling)}.` : null,
    differ > 0 ? `${differ} ${differ === 1 ? "part differs" : "parts differ"} from Jiko's list and ${differ === 1 ? "is" : "are"} being read again.` : null,
    open > 0 && filling.length === 0 ? `${open} ${open === 1 ? "part has" : "parts have"} not been compared with Jiko's list yet.` : null,
    waiting.length > 0 ? `Not brought up to date while nobody is signed in who may read ${named(waiting)}.` : null,
    busy.length > 0 ? "It waits for Jiko's limit on requests." : null,
    failing.length > 0 ? `The last attempt to read ${named(failing)} failed and will be repeated.` : null,
  ].filter((one) => one !== null);
  const asOf = kinds.some((one) => one.asOf === null) ? null : earliest(kinds.map((one) => one.asOf));
  const since = filling.length === 0 ? null : ([...filling.map((one) => one.reachedBack ?? "")].sort().at(-1) ?? null);
  return { complete: kinds.length > 0 && filling.length === 0 && differ === 0 && open === 0, asOf, since: since || null, remarks };
}

/** "From the desk's own copy, complete, as of …": stands wherever something is shown that was not read from Jiko just now. */
export function MirrorLine({ state, kinds, className }: { state: MirrorState | undefined; kinds?: readonly MirrorKind[]; className?: string }) {
  const shown = state?.kinds.filter(({ kind }) => !kinds || kinds.includes(kind)) ?? [];
  if (shown.length === 0) return null;
  const { complete, asOf, since, remarks } = summaryOf(shown);
  const Icon = complete ? CircleCheck : Hourglass;
  return (
    <p className={clsx("flex flex-wrap items-baseline gap-x-1.5 text-small text-ink-muted", className)}>
      <Icon aria-hidden className={clsx("size-3.5 flex-none self-center", complete ? "text-done" : "text-waiting")} />
      <span>
        From the desk&apos;s own copy
        {complete ? ", complete" : since ? <>, complete back to <DateText at={since} form="day" /></> : ", not complete yet"}
        {asOf ? <>, as of <DateText at={asOf} /></> : null}.
      </span>
      {remarks.map((remark) => (
        <span key={remark}>{remark}</span>
      ))}
    </p>
  );
}
