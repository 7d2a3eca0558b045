"use client";

import { useQuery } from "@tanstack/react-query";
import { openRequestsQuery, pocketsQuery } from "@/components/api/reads";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { useWaiting } from "@/components/api/waiting";
import { Age, DateText } from "@/components/ui/date-text";
import { useDesk } from "@/components/ui/desk";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { queueOf } from "@/lib/approvals/tabs";
import type { TransferRequest } from "@/lib/jiko/transfer-requests";

const shown = 4;

/** The requests that wait for the viewer's signature, longest first. */
export function Waiting() {
  const { viewer } = useDesk();
  const requests = useQuery(openRequestsQuery());
  const here = useWaiting();
  return (
    <Panel flush title="Waits for you" level={3} aside={<Link href="/approvals" className="link">Approvals</Link>}>
      <QueryView query={requests} what="the open requests" loading={<WaitingLoading />}>
        {({ items, next_page }) => {
          const mine = queueOf(items, viewer, here);
          const others = items.filter((one) => one.status === "PENDING_APPROVAL").length - mine.length;
          if (mine.length === 0) {
            return (
              <Empty title="Nothing waits for you.">
                {others > 0 ? `${others} ${others === 1 ? "request waits" : "requests wait"} for others.` : "No request waits for anybody."}
              </Empty>
            );
          }
          return (
            <>
              <ul>
                {mine.slice(0, shown).map((one) => (
                  <li key={one.id} className="relative border-b border-line px-4 py-2 last:border-0 hover:bg-sunken">
                    <WaitingRow request={one} />
                  </li>
                ))}
              </ul>
              {mine.length > shown || next_page ? (
                <p className="border-t border-line px-4 py-2 text-ink-muted">
                  {next_page ? `At least ${mine.length}` : mine.length} wait for you in all.
                </p>
              ) : null}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function WaitingRow({ request: { id, transfer, created_by, created_at } }: { request: TransferRequest }) {
  const pocketName = usePocketNames();
  const portfolio = useQuery(pocketsQuery()).data?.items.find((pocket) => pocket.id === transfer.origin_pocket_id)?.portfolio;
  const internal = transfer.type === "ON_US" && transfer.details.type === "INTERNAL_REALLOCATION" ? transfer.details.destination_pocket_id : null;
  const to = internal ? pocketName(internal) : (transfer.counterparty_name ?? "a payee without a name");
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <Link href={`/approvals/${id}`} prefetch={false} className="min-w-0 truncate font-strong after:absolute after:inset-0 hover:underline">
          {to}
        </Link>
        <span className="flex-none font-strong">
          {transfer.amount.type === "REQUESTED_AMOUNT" ? <Money cents={transfer.amount.amount_usdc} /> : transfer.amount.type === "FULL_WITHDRAWAL" ? "Everything" : "–"}
        </span>
      </div>
      <p className="text-small text-ink-muted">
        {transfer.amount.type === "FULL_WITHDRAWAL" && portfolio ? (
          <>
            about <Money cents={portfolio.total_value} /> as of <DateText at={portfolio.pricing_timestamp} form="table" />{" "}
          </>
        ) : null}
        from {pocketName(transfer.origin_pocket_id)} · {created_by.name}, <DateText at={created_at} /> · <Age since={created_at} />
      </p>
    </>
  );
}

function WaitingLoading() {
  return (
    <Loading what="the open requests">
      {[1, 2, 3].map((i) => (
        <div key={i} className="border-b border-line px-4 py-2 last:border-0">
          <div className="flex justify-between">
            <Skeleton width="16ch" />
            <Skeleton width="9ch" />
          </div>
          <p className="text-small">
            <Skeleton width="30ch" />
          </p>
        </div>
      ))}
    </Loading>
  );
}
