"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { openRequestsQuery } from "@/components/api/reads";
import { ButtonLink } from "@/components/ui/button";
import { AsOf } from "@/components/ui/date-text";
import { useBarred } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Hint } from "@/components/ui/hint";
import { MonoId } from "@/components/ui/mono-id";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { Figure, Panel } from "@/components/ui/panel";
import { DefinitionList } from "@/components/ui/definition-list";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { Badge, Notice, Status } from "@/components/ui/status";
import { Tabs } from "@/components/ui/tabs";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import type { Pocket } from "@/lib/jiko/pockets";
import { availableOf, pendingOf } from "@/lib/treasury/pending";
import { pocketHref, pocketTabs, type PocketAddress, type PocketTab } from "./address";
import { EarningsPanel } from "./earnings";
import { Holdings } from "./holdings";
import { PocketMovements, PocketTrades } from "./lists";
import { PocketActions } from "./pocket-actions";
import { pocketQuery } from "./queries";
import { Strategy } from "./strategy";

/** What a state other than open means at this desk. Says nothing that Jiko does not say. */
const meanings: Record<string, readonly [title: string, text: string]> = {
  FROZEN: ["This pocket is frozen.", "It can be looked at. This desk offers no transfer from it; ask Jiko why it is frozen and what is still possible."],
  CLOSED: ["This pocket is closed.", "It holds nothing and takes part in nothing. Its transactions, trades and statements stay readable."],
  PENDING: ["This pocket is being opened.", "No transfer can be made from it until Jiko reports it as open."],
};

const attributes: Record<string, string> = { JIKONET: "JikoNet", REAL_TIME_YIELD: "Real-time yield" };
const tabLabels: Record<PocketTab, string> = { holdings: "Holdings", transactions: "Transactions", trades: "Trades", portals: "Portals" };

interface PocketViewProps {
  id: string;
  address: PocketAddress;
  /** What stands under the tab Portals. */
  portals: ReactNode;
}

export function PocketView({ id, ...props }: PocketViewProps) {
  const query = useQuery(pocketQuery(id));
  return (
    <QueryView query={query} what="this pocket" loading={<PageSkeleton />}>
      {(pocket) => <PocketPage pocket={pocket} {...props} />}
    </QueryView>
  );
}

function PocketPage({ pocket, address, portals }: Omit<PocketViewProps, "id"> & { pocket: Pocket }) {
  const mayNotFile = useBarred("transfers.file");
  const open = pocket.status === "OPEN";
  const barred = mayNotFile ?? (open ? null : "Transfers can only leave an open pocket.");
  const meaning = meanings[pocket.status];
  const tabs = pocketTabs.map((tab) => ({
    href: pocketHref(pocket.id, { tab, cursor: null, earnings: address.earnings }),
    label: tabLabels[tab],
    current: tab === address.tab,
  }));
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/pockets", label: "Pockets" }]}
        title={pocket.pocket_name}
        meta={
          <>
            <Status of="pocket" value={pocket.status} />
            {pocket.attributes.map((one) => (
              <Badge key={one} hue="quiet">
                {attributes[one] ?? one}
              </Badge>
            ))}
          </>
        }
        action={
          <ButtonLink href={`/transfers/new?pocket=${pocket.id}`} tone="primary" barred={barred}>
            New transfer
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        {meaning ? (
          <Notice hue={pocket.status === "FROZEN" ? "failed" : "info"} title={meaning[0]}>
            {meaning[1]}
          </Notice>
        ) : null}
        <Balances pocket={pocket} />
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
          <EarningsPanel
            id={pocket.id}
            title="Earnings"
            address={address}
            href={(earnings) => pocketHref(pocket.id, { ...address, earnings })}
          />
          <Panel title="Strategy">
            <DefinitionList
              items={[
                ["New money", <Strategy key="deposit" id={pocket.deposit_strategy_id} yields />],
                ["At maturity", <Strategy key="reinvestment" id={pocket.reinvestment_strategy_id} yields />],
                ["Pocket id", <MonoId key="id" value={pocket.id} what="pocket id" />],
              ]}
            />
            <div className="mt-4">
              <PocketActions pocket={pocket} />
            </div>
          </Panel>
        </div>
        <section aria-label="What this pocket holds and did">
          <Tabs label="Parts of this pocket" tabs={tabs} />
          {address.tab === "transactions" ? (
            <PocketMovements id={pocket.id} address={address} />
          ) : address.tab === "trades" ? (
            <PocketTrades id={pocket.id} address={address} />
          ) : address.tab === "portals" ? (
            portals
          ) : pocket.portfolio ? (
            <Holdings portfolio={pocket.portfolio} />
          ) : (
            <div className="panel">
              <Empty title="Jiko sent no holdings for this pocket." />
            </div>
          )}
        </section>
      </div>
    </>
  );
}

function Balances({ pocket }: { pocket: Pocket }) {
  const { portfolio } = pocket;
  const requests = useQuery(openRequestsQuery());
  const pending = requests.data && pendingOf(requests.data.items, pocket.id);
  const waiting = requests.error ? <Hint text="The open requests could not be read.">–</Hint> : <Skeleton width="10ch" />;
  return (
    <section aria-label="Balance" className="panel px-4 py-3">
      <dl className="flex flex-wrap gap-x-10 gap-y-4">
        <Figure large label="Balance" note={<AsOf at={portfolio?.pricing_timestamp ?? null} source="Jiko's prices" />}>
          <Money cents={portfolio?.total_value ?? null} />
        </Figure>
        {pocket.status === "OPEN" ? (
          <Figure
            label={<Hint text="Balance less what is pending. How much can be paid out at a given moment is for Jiko to decide.">Available</Hint>}
            note="After pending"
          >
            {pending && portfolio ? <Money cents={availableOf(portfolio.total_value, pending)} why="A request of a kind that is not known here is under way." /> : waiting}
          </Figure>
        ) : null}
        <Figure
          label={<Hint text="Transfer requests from this pocket that wait for approval, are approved or are being processed.">Pending out</Hint>}
          note={pending ? `${pending.count} ${pending.count === 1 ? "request" : "requests"}` : "\u00a0"}
        >
          {pending ? pending.everything > 0 ? "Everything" : <Money cents={pending.amount} /> : waiting}
        </Figure>
        <Figure label="Residual cash" note="In the balance">
          <Money cents={portfolio?.cash ?? null} />
        </Figure>
        <Figure label="Earned, all time" note="Jiko">
          <Money cents={portfolio?.all_time_earnings ?? null} />
        </Figure>
      </dl>
    </section>
  );
}
