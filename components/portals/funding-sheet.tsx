"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { AsOf } from "@/components/ui/date-text";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { fundingRows, type FundingRow } from "@/lib/forms/funding";
import type { PortalView } from "@/lib/jiko/portals";
import { fundingQuery } from "./queries";

interface SheetProps {
  portal: PortalView;
  pocket: string;
}

/** The instructions of a bank account, with the account number in full: a payer has to copy it. */
export function FundingSheet({ portal, pocket }: SheetProps) {
  const query = useQuery(fundingQuery(portal.pocket_id, portal.id));
  return (
    <Panel flush title="Funding instructions" aside={<AsOf at={query.dataUpdatedAt ? new Date(query.dataUpdatedAt).toISOString() : null} />}>
      <QueryView query={query} what="the funding instructions" loading={<Waiting />}>
        {(instructions) => <Rows rows={fundingRows(instructions)} />}
      </QueryView>
      <Note pocket={pocket} />
    </Panel>
  );
}

/** What a payer on a chain needs. Jiko gives funding instructions for bank accounts alone. */
export function ChainAddress({ portal: { network, address }, pocket }: SheetProps) {
  const code = (label: string, value: string): FundingRow => ({ label, lines: [value], plain: value, code: true });
  const rows = [...(network ? [code("Network", network)] : []), ...(address ? [code("Address", address)] : [])];
  return (
    <Panel flush title="Funding instructions">
      <Rows rows={rows} />
      <p className="border-t border-line px-4 py-2.5">Money that is sent over another network does not arrive.</p>
      <Note pocket={pocket} />
    </Panel>
  );
}

function Rows({ rows }: { rows: readonly FundingRow[] }) {
  return (
    <dl className="divide-y divide-line">
      {rows.map(({ label, lines, plain, code }) => (
        <div key={label} className="grid gap-x-6 px-4 py-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt className="text-ink-muted">{label}</dt>
          <dd className="flex min-w-0 items-start gap-3 max-sm:justify-between">
            <span className={clsx("min-w-0 wrap-anywhere", code && "font-mono text-lead tabular-nums")}>
              {lines.map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
            </span>
            <CopyButton text={plain} what={label.charAt(0).toLowerCase() + label.slice(1)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Note({ pocket }: { pocket: string }) {
  return (
    <p className="border-t border-line px-4 py-2.5 text-small text-ink-muted">
      Leads to the pocket {pocket}. Whoever pays to this for the first time should confirm it by telephone.
    </p>
  );
}

function Waiting() {
  return (
    <Loading what="the funding instructions" className="divide-y divide-line">
      {[1, 3, 1, 1, 1, 2].map((lines, i) => (
        <div key={i} className="px-4 py-2" style={{ minHeight: `${lines * 1.375 + 1}rem` }}>
          <Skeleton width="40ch" />
        </div>
      ))}
    </Loading>
  );
}
