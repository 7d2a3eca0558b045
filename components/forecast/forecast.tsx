"use client";

import { useQuery } from "@tanstack/react-query";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { forecastQuery } from "@/components/api/treasury";
import { SelectField, TickField } from "@/components/ui/field";
import { Needs } from "@/components/ui/needs";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { useFilters } from "@/components/ui/use-filters";
import type { ProjectionView } from "@/lib/desk/treasury/types";
import { forecast, needsOf, spansOf } from "@/lib/treasury/forecast";
import { forecastHref, type ForecastAddress } from "./address";
import { Planned } from "./planned";
import { Recurring } from "./recurring";
import { FlowTable } from "./flow-table";
import { SpanTable } from "./span-table";

const about =
  "What open pockets hold, what matures, transfers that are under way, and what people here expect. Bills count at their value of today until they mature.";

/** What is expected of the next thirteen weeks, and what that rests on. */
export function Forecast({ address }: { address: ForecastAddress }) {
  const query = useQuery(forecastQuery());
  return (
    <>
      <PageHeader
        title="Forecast"
        meta={about}
      />
      <QueryView query={query} what="the forecast" loading={<PageSkeleton />}>
        {(view) => <Expected view={view} address={address} />}
      </QueryView>
    </>
  );
}

function Expected({ view, address: addressed }: { view: ProjectionView; address: ForecastAddress }) {
  const { filters: address, choose, busy } = useFilters(addressed, forecastHref);
  const pocketName = usePocketNames();
  const days = forecast(view, { countOpen: address.open === "1", pocketId: address.pocket || undefined });
  const spans = spansOf(days, address.unit || "week");
  const chosen = spans.find(({ from }) => from === address.from);
  return (
    <div className="flex flex-col gap-4">
      <div
        role="search"
        aria-label="What the forecast shows"
        aria-busy={busy || undefined}
        className="panel flex flex-wrap items-end gap-x-6 gap-y-3 px-4 py-3"
      >
        <SelectField label="Pocket" value={address.pocket} onChange={choose("pocket")} className="w-52">
          <option value="">All pockets</option>
          {view.pockets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Steps of the table" value={address.unit} onChange={choose("unit")} className="w-36">
          <option value="">Weeks</option>
          <option value="day">Days</option>
        </SelectField>
        <TickField
          label="Count flows that nobody has decided about, too"
          checked={address.open === "1"}
          onChange={({ target }) => choose("open")({ target: { value: target.checked ? "1" : "" } })}
        />
      </div>
      <Needs days={days} needs={needsOf(days)} pocketName={pocketName} />
      {view.unclear.length > 0 ? (
        <p className="text-small text-ink-muted">
          Requests that are not counted, because what they move is not known before they run: {view.unclear.length}.
        </p>
      ) : null}
      <SpanTable days={days} spans={spans} address={address} />
      <FlowTable
        spans={chosen ? [chosen] : spans}
        view={view}
        pocketName={pocketName}
        all={chosen ? forecastHref({ ...address, from: "" }) : null}
      />
      <Recurring view={view} pocketName={pocketName} />
      <Planned planned={view.planned} pockets={view.pockets} today={view.today} />
    </div>
  );
}
