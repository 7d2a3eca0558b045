"use client";

import { useQuery } from "@tanstack/react-query";
import { openRequestsQuery } from "@/components/api/reads";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { forecastQuery } from "@/components/api/treasury";
import { ForecastChart, forecastHeight } from "@/components/charts/forecast-chart";
import { Hint } from "@/components/ui/hint";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Needs } from "@/components/ui/needs";
import { Figure, Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { ProjectionView } from "@/lib/desk/treasury/types";
import type { Day } from "@/lib/treasury/business-days";
import { forecast, needsOf } from "@/lib/treasury/forecast";
import { cents, sum } from "@/lib/treasury/money";
import { pendingOf } from "@/lib/treasury/pending";

/** What is under way, what matures, and where that leads in thirteen weeks. Its assumptions are kept on the forecast's own page. */
export function AboutToHappen() {
  const query = useQuery(forecastQuery());
  const pocketName = usePocketNames();
  return (
    <Panel
      level={3}
      title="The next thirteen weeks"
      aside={
        <Link href="/forecast" className="link">
          Forecast and its assumptions
        </Link>
      }
    >
      <QueryView query={query} what="the forecast" loading={<ForecastLoading />}>
        {(view) => {
          const days = forecast(view, { countOpen: false });
          const undecided = view.recurring.filter(({ verdict }) => verdict === "open").length;
          const one = undecided === 1;
          return (
            <div className="flex flex-col gap-3">
              <Figures view={view} until={days.at(-1)!.day} />
              <Needs days={days} needs={needsOf(days)} pocketName={pocketName} />
              <ForecastChart days={days} />
              <p className="text-small text-ink-muted">
                {undecided > 0 ? (
                  <>
                    {undecided} {one ? "flow" : "flows"} that came back in a rhythm {one ? "is" : "are"} not counted until somebody{" "}
                    <Link href="/forecast#recurring" className="link">
                      accepts {one ? "it" : "them"}
                    </Link>
                    .{" "}
                  </>
                ) : null}
                The same as a table, with the flows of each week, is in{" "}
                <Link href="/forecast" className="link">
                  the forecast
                </Link>
                .
              </p>
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function Figures({ view: { flows }, until }: { view: ProjectionView; until: Day }) {
  const requests = useQuery(openRequestsQuery()).data?.items;
  const of = (kind: "maturity" | "reinvestment") => flows.filter(({ source, day }) => source.kind === kind && day <= until);
  const cashOf = (kind: "maturity" | "reinvestment") => cents(Math.abs(sum(of(kind).map(({ cash }) => cash))));
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-4">
      <Pending label="Waits for approval" status="PENDING_APPROVAL" href="/transfers?status=PENDING_APPROVAL" requests={requests} />
      <Pending label="Approved, not run" status="APPROVED" href="/transfers?status=APPROVED" requests={requests} />
      <Figure
        label={<Hint text="Face value of the bills held that mature in these thirteen weeks. Bills bought with it are not counted.">Held bills pay</Hint>}
        note={`${of("maturity").length} maturities`}
      >
        <Link href="/forecast?unit=day#flows" className="hover:underline">
          <Money cents={cashOf("maturity")} />
        </Link>
      </Figure>
      <Figure label="Of it buys bills again" note="Where the pocket reinvests">
        <Money cents={cashOf("reinvestment")} />
      </Figure>
    </dl>
  );
}

interface PendingProps {
  label: string;
  status: string;
  href: string;
  requests: Parameters<typeof pendingOf>[0] | undefined;
}

function Pending({ label, status, href, requests }: PendingProps) {
  const found = requests && pendingOf(requests.filter((one) => one.status === status), null);
  const more = found && found.everything + found.unclear > 0 ? `, ${found.everything + found.unclear} of unknown amount` : "";
  return (
    <Figure label={label} note={found ? `${found.count} ${found.count === 1 ? "request" : "requests"}${more}` : "\u00a0"}>
      {found ? (
        <Link href={href} className="hover:underline">
          <Money cents={found.amount} />
        </Link>
      ) : (
        <Skeleton width="9ch" />
      )}
    </Figure>
  );
}

function ForecastLoading() {
  return (
    <Loading what="the forecast" className="flex flex-col gap-3">
      <div className="h-16">
        <Skeleton width="100%" className="h-full" />
      </div>
      <div className="h-14">
        <Skeleton width="100%" className="h-full" />
      </div>
      <div style={{ height: forecastHeight + 20 }}>
        <Skeleton width="100%" className="h-full" />
      </div>
    </Loading>
  );
}
