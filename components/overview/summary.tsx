"use client";

import { useQuery } from "@tanstack/react-query";
import { openRequestsQuery, pocketsQuery } from "@/components/api/reads";
import { AsOf } from "@/components/ui/date-text";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Figure } from "@/components/ui/panel";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Pocket } from "@/lib/jiko/pockets";
import { sum, type Cents } from "@/lib/treasury/money";
import { availableOf, pendingOf } from "@/lib/treasury/pending";
import { totalOf } from "./figures";
import { LiveTotal } from "./live-total";

const figures = "flex flex-wrap gap-x-10 gap-y-4";

type Open = Parameters<typeof pendingOf>[0];

/** What can be asked for from open pockets after what is pending; null while a request of unclear amount is under way. */
export function availableInAll(pockets: readonly Pocket[], open: Open): Cents | null {
  const left = pockets
    .filter(({ status, portfolio }) => status === "OPEN" && portfolio)
    .map(({ id, portfolio }) => availableOf(portfolio!.total_value, pendingOf(open, id)));
  return left.includes(null) ? null : sum(left as Cents[]);
}

/** The figures of the whole company: what there is, and what is spoken for. */
export function Summary() {
  const pockets = useQuery(pocketsQuery());
  const open = useQuery(openRequestsQuery());
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
                  <Link href="/pockets" className="hover:underline">
                    <Money cents={total} />
                  </Link>
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
                  {pending ? (
                    <Link href="/transfers?status=PENDING_APPROVAL,APPROVED,PROCESSING" className="hover:underline">
                      <Money cents={pending.amount} />
                    </Link>
                  ) : (
                    <OpenState query={open} />
                  )}
                </Figure>
              </dl>
              <LiveTotal pockets={items} total={total} />
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

function SummaryLoading() {
  return (
    <Loading what="the balances">
      <dl className={figures}>
        <Figure large label="Total balance" note={<Skeleton width="28ch" />}>
          <Skeleton width="9ch" />
        </Figure>
        {["Available", "Pending out"].map((label) => (
          <Figure key={label} label={label} note={<Skeleton width="16ch" />}>
            <Skeleton width="10ch" />
          </Figure>
        ))}
      </dl>
    </Loading>
  );
}
