"use client";

import { useQuery } from "@tanstack/react-query";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { activityWord, writeQuantity } from "@/components/table/trade-columns";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { DownloadLink } from "@/components/ui/download-link";
import { Link } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { Money, Yield } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Notice, Status } from "@/components/ui/status";
import type { Trade } from "@/lib/jiko/trades";
import { trades } from "@/lib/lists/definitions/trades";
import { listHref } from "@/lib/lists/places";
import { cents, formatCents } from "@/lib/treasury/money";
import { faceValue, marketValue } from "@/lib/treasury/t-bill";
import { confirmationHref } from "./address";
import { tradeQuery, type TradePlace } from "./queries";

const crumbs = [{ href: "/trades", label: "Trades" }];

/** One trade: what it came to and how that is worked out, the bill, its days, and its confirmation. */
export function TradeView({ id, place }: { id: string; place: TradePlace }) {
  const query = useQuery(tradeQuery(id, place));
  return (
    <QueryView query={query} what="this trade" loading={<PageSkeleton />}>
      {(trade) => <TradePage trade={trade} />}
    </QueryView>
  );
}

/** What a trade does to the number of bills that the pocket holds; null where that is not known. */
export const changeOf = ({ activity, quantity }: Pick<Trade, "activity" | "quantity">): number | null =>
  activity === "BUY" ? quantity : activity === "SELL" || activity === "MATURITY" ? -quantity : null;

function TradePage({ trade }: { trade: Trade }) {
  const pocketName = usePocketNames();
  const pocket = pocketName(trade.pocket_id);
  const what = activityWord(trade.activity);
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title={`${what} of ${trade.cusip}`}
        meta={
          <>
            <Status of="movement" value={trade.status} />
            <span>{trade.description}</span>
          </>
        }
        action={
          trade.activity === "MATURITY" ? (
            <span className="text-ink-muted">Jiko confirms no maturities.</span>
          ) : (
            <DownloadLink href={confirmationHref(trade)} what={`of this ${what.toLowerCase()} of ${trade.cusip} for ${pocket}`}>
              Confirmation PDF
            </DownloadLink>
          )
        }
      />
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <Arithmetic trade={trade} />
        <div className="flex flex-col gap-4">
          <Panel title="The bill">
            <DefinitionList
              items={[
                ["CUSIP", <MonoId key="cusip" value={trade.cusip} what="CUSIP" />],
                ["Security", trade.description],
                ["Matures", <DateText key="maturity" at={trade.maturity_date} />],
                ["Yield", <Yield key="yield" fraction={trade.yield_to_maturity} />],
                [
                  "Its trades",
                  <Link key="trades" href={listHref(trades, { typed: { cusip: trade.cusip, pocket: trade.pocket_id } })} className="link">
                    Trades of this bill in {pocket}
                  </Link>,
                ],
              ]}
            />
          </Panel>
          <Panel title="Booking">
            <DefinitionList
              items={[
                [
                  "Pocket",
                  <Link key="pocket" href={`/pockets/${trade.pocket_id}`} className="link">
                    {pocket}
                  </Link>,
                ],
                ["Traded", <DateText key="traded" at={trade.trade_datetime} />],
                ["Booked", <DateText key="booked" at={trade.book_date} />],
                ["Settled", trade.settled_date ? <DateText key="settled" at={trade.settled_date} /> : "Not yet"],
                ["Trade id", <MonoId key="id" value={trade.id} what="trade id" />],
              ]}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

/** Quantity times price, as a sum that can be followed; where Jiko's figure is another one, that is said. */
function Arithmetic({ trade }: { trade: Trade }) {
  const { quantity, price, notional, activity } = trade;
  const worked = marketValue(quantity, price);
  const face = faceValue(quantity);
  const change = changeOf(trade);
  return (
    <Panel title={activity === "BUY" ? "Paid" : activity === "SELL" || activity === "MATURITY" ? "Received" : "Notional"}>
      <p className="mb-3 text-figure font-strong">
        <Money cents={notional} />
      </p>
      <DefinitionList
        items={[
          ["Quantity", `${writeQuantity(quantity)} units of $100 face value`],
          ["Face value", formatCents(face)],
          ["Price", `${price} per $100`],
          [
            "Notional",
            <span key="sum" className="tabular-nums">
              {writeQuantity(quantity)} × {price} = {formatCents(worked)}
            </span>,
          ],
          ["Below face", activity === "BUY" ? formatCents(cents(face - notional)) : null],
          ["Bills held", change === null ? null : `${change < 0 ? "\u2212" : "+"}${writeQuantity(Math.abs(change))} units`],
        ]}
      />
      <div className="mt-3 flex flex-col gap-2 empty:hidden">
        {worked === notional ? null : (
          <Notice hue="failed" title={`Jiko gives ${formatCents(notional)}: ${formatCents(cents(notional - worked))} apart from quantity times price.`}>
            The figures are shown as Jiko sent them.
          </Notice>
        )}
        {change === null ? (
          <Notice title="Countersign does not know this kind of trade.">
            It is shown as Jiko sent it. What the pocket holds now is on the pocket&apos;s page.
          </Notice>
        ) : null}
      </div>
    </Panel>
  );
}
