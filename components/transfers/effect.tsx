"use client";

import { Funding } from "@/components/ui/funding";
import { AsOf } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import type { TransferValues } from "@/lib/forms/transfer";
import { cents, parseAmount } from "@/lib/treasury/money";
import { fundingOf } from "./funding";
import type { Facts } from "./use-facts";

/** What the transfer would do to the pocket, while it is typed. */
export function Effect({ values, facts: { origin } }: { values: TransferValues; facts: Facts }) {
  const portfolio = origin?.portfolio ?? null;
  const parsed = parseAmount(values.amount);
  const amount = values.amountMode === "everything" ? (portfolio?.total_value ?? null) : parsed.ok ? parsed.cents : null;
  const after = portfolio && amount !== null ? cents(portfolio.total_value - amount) : null;
  const moves = values.kind === "own" && values.transferType === "SECURITY_TRANSFER";
  return (
    <Panel title="What it does" aside={portfolio ? <AsOf at={portfolio.pricing_timestamp} /> : null}>
      {origin ? (
        <div className="flex flex-col gap-3" aria-live="polite">
          <DefinitionList
            items={[
              ["Pocket", origin.pocket_name],
              ["Balance", <Money key="b" cents={portfolio?.total_value ?? null} />],
              ["This transfer", <Money key="a" cents={amount} why="No amount is entered yet." />],
              [
                "Balance after",
                <span key="f" className={after !== null && after < 0 ? "text-failed" : "font-strong"}>
                  <Money cents={after} why="No amount is entered yet." />
                  {after !== null && after < 0 ? " (not enough)" : null}
                </span>,
              ],
            ]}
          />
          {portfolio && amount !== null ? (
            moves ? <p>Nothing is sold: the bills themselves move.</p> : <Funding sale={fundingOf(portfolio, amount)} narrow />
          ) : (
            <p className="text-ink-muted">What would be sold stands here once there is an amount.</p>
          )}
        </div>
      ) : (
        <p className="text-ink-muted">Choose a pocket to see its balance and what would be sold.</p>
      )}
    </Panel>
  );
}
