"use client";

import { useQuery } from "@tanstack/react-query";
import { openRequestsQuery, pocketsQuery } from "@/components/api/reads";
import { AsOf, DateText } from "@/components/ui/date-text";
import { Hint } from "@/components/ui/hint";
import { Money } from "@/components/ui/money";
import { Figure } from "@/components/ui/panel";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Earnings, Pocket } from "@/lib/jiko/pockets";
import { sum, type Cents } from "@/lib/treasury/money";
import { availableOf, pendingOf } from "@/lib/treasury/pending";
import { totalOf } from "./figures";
import { earningsQuery } from "@/components/api/earnings";
import { monthInput, yearInput } from "./queries";

/** Five figures in one row where there is room for them. */
const figures = "flex flex-wrap gap-x-6 gap-y-4 lg:grid lg:grid-cols-[repeat(5,auto)] lg:justify-between lg:gap-x-4";

type Open = Parameters<typeof pendingOf>[0];

/** What can be asked for from open pockets after what is pending; null while a request of unclear amount is under way. */
export function availableInAll(pockets: readonly Pocket[], open: Open): Cents | null {
  const left = pockets
    .filter(({ status, portfolio }) => status === "OPEN" && portfolio)
    .map(({ id, portfolio }) => availableOf(portfolio!.total_value, pendingOf(open, id)));
  return left.includes(null) ? null : sum(left as Cents[]);
}

/** The figures of the whole company: what there is, what is spoken for, what it earned. */
export function Summary() {
  const pockets = useQuery(pocketsQuery());
  const open = useQuery(openRequestsQuery());
  const month = useQuery(earningsQuery(null, monthInput));
  const year = useQuery(earningsQuery(null, yearInput));
  return (
    <section aria-label="Cash of the whole company" className="panel px-4 py-3">
      <QueryView query={pockets} what="the balances" loading={<SummaryLoading />}>
        {({ items, next_page }) => {
          const { total, asOf, without } = totalOf(items);
          const pending = open.data && pendingOf(open.data.items, null);
          return (
            <div className="flex flex-col gap-3">
              <dl className={figures}>
                <Figure large label="Total balance" note={<AsOf at={asOf} source="Jiko's prices" />}>
                  <Money cents={total} />
                </Figure>
                <Figure
                  label={<Hint text="Balances of open pockets less what is pending. How much can be paid out at a given moment is for Jiko to decide.">Available</Hint>}
                  note="Open pockets, after pending"
                >
                  {open.data ? <Money cents={availableInAll(items, open.data.items)} why="A request of a kind that is not known here is under way." /> : <OpenState query={open} />}
                </Figure>
                <Figure
                  label={<Hint text="Transfer requests that wait for approval, are approved or are being processed.">Pending out</Hint>}
                  note={pending ? `${pending.count} ${pending.count === 1 ? "request" : "requests"}${pending.everything ? `, ${pending.everything} for everything` : ""}` : "\u00a0"}
                >
                  {pending ? <Money cents={pending.amount} /> : <OpenState query={open} />}
                </Figure>
                <EarningsFigure label="Earned this month" query={month} />
                <EarningsFigure label="Earned this year" query={year} />
              </dl>
              {without > 0 ? (
                <p className="text-small text-ink-muted">
                  {without} {without === 1 ? "pocket has" : "pockets have"} no balance from Jiko and {without === 1 ? "is" : "are"} not in the total.
                </p>
              ) : null}
              {next_page ? <p className="text-small text-failed">Only the first 100 pockets are in these figures.</p> : null}
            </div>
          );
        }}
      </QueryView>
    </section>
  );
}

function OpenState({ query }: { query: QueryLike<unknown> }) {
  return query.error ? <Hint text="The open requests could not be read.">–</Hint> : <Skeleton width="12ch" />;
}

function EarningsFigure({ label, query }: { label: string; query: QueryLike<Earnings> }) {
  const { data, error } = query;
  return (
    <Figure label={label} note={data ? <>Through <DateText at={data.date_to} /> · Jiko</> : "\u00a0"}>
      {data ? <Money cents={data.earnings} /> : error ? <Hint text="The earnings could not be read.">–</Hint> : <Skeleton width="10ch" />}
    </Figure>
  );
}

function SummaryLoading() {
  return (
    <Loading what="the balances">
      <dl className={figures}>
        <Figure large label="Total balance" note={<Skeleton width="28ch" />}>
          <Skeleton width="9ch" />
        </Figure>
        {["Available", "Pending out", "Earned this month", "Earned this year"].map((label) => (
          <Figure key={label} label={label} note={<Skeleton width="16ch" />}>
            <Skeleton width="10ch" />
          </Figure>
        ))}
      </dl>
    </Loading>
  );
}
