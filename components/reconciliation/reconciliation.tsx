"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { mirrorKey, mirrorQuery } from "@/components/api/mirror";
import { readAgain } from "@/components/api/read-again";
import { pocketsQuery } from "@/components/api/reads";
import { DownloadLink } from "@/components/ui/download-link";
import { Empty } from "@/components/ui/empty";
import { SelectField } from "@/components/ui/field";
import { MirrorLine, summaryOf } from "@/components/ui/mirror-line";
import { PageHeader } from "@/components/ui/page-header";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useFilters } from "@/components/ui/use-filters";
import type { Reconciliation as Data } from "@/lib/desk/mirror/reconciliation";
import { reconciliationFile, reconciliationHref, reconciliationKey, reconciliationQuery, type ReconciliationFilters } from "./address";
import { CopyPanel } from "./copy-panel";
import { CashTable, ComparedTable, ValueTable } from "./tables";

/** Whether a pocket adds up, month by month. */
export function Reconciliation({ filters: addressed, initial }: { filters: ReconciliationFilters; initial: Data | null }) {
  const { filters, choose, busy } = useFilters(addressed, reconciliationHref);
  const pocketsRead = useQuery(pocketsQuery());
  const pockets = pocketsRead.data?.items;
  const pocket = addressed.pocket || (pockets?.[0]?.id ?? "");
  const data = useQuery({
    ...reconciliationQuery({ ...addressed, pocket }),
    enabled: pocket !== "",
    ...(initial ? { initialData: initial } : {}),
  });
  useFreshWhenComplete(data.data);
  const { pocketName, year, years } = data.data ?? { pocketName: "", year: addressed.year, years: [] };
  return (
    <>
      <PageHeader
        title="Reconciliation"
        meta={<MirrorLine state={data.data?.state} />}
        action={
          data.data ? (
            <DownloadLink href={reconciliationFile({ pocket: data.data.pocketId, year })} what={`the reconciliation of ${pocketName} in ${year} as CSV`}>
              Download CSV
            </DownloadLink>
          ) : undefined
        }
      />
      <div role="search" aria-label="Choose what to reconcile" aria-busy={busy || undefined} className="panel mb-4 grid grid-cols-2 items-end gap-3 px-4 py-3 md:grid-cols-4">
        <SelectField label="Pocket" value={filters.pocket || pocket} onChange={choose("pocket")}>
          {pockets?.map(({ id, pocket_name }) => (
            <option key={id} value={id}>
              {pocket_name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Year" value={filters.year || year} onChange={choose("year")}>
          {[...new Set([...(filters.year ? [filters.year] : []), ...years])].sort().reverse().map((one) => (
            <option key={one}>{one}</option>
          ))}
        </SelectField>
      </div>
      {pocket === "" ? (
        <QueryView query={pocketsRead} what="the pockets" loading={<TablesLoading />}>
          {() => (
            <div className="panel">
              <Empty title="There is no pocket yet.">Once a pocket is open, its months are reconciled here.</Empty>
            </div>
          )}
        </QueryView>
      ) : (
        <QueryView query={data} what="the reconciliation" loading={<TablesLoading />}>
          {({ months, pocketId, pricedAt, state }) => (
            <div className="flex flex-col gap-4">
              <ValueTable months={months} pocketId={pocketId} pricedAt={pricedAt} />
              <CashTable months={months} pocketId={pocketId} />
              <ComparedTable months={months} />
              <CopyPanel initial={state} />
            </div>
          )}
        </QueryView>
      )}
    </>
  );
}

/** Reads the figures again as soon as the copy that they come from has changed state. */
function useFreshWhenComplete(shown: Data | undefined): void {
  const client = useQueryClient();
  const state = useQuery(mirrorQuery()).data;
  const signature = (kinds: Data["state"]["kinds"] | undefined) =>
    kinds?.filter(({ kind }) => kind === "transactions" || kind === "trades").map((one) => `${one.rows} ${JSON.stringify(summaryOf([one]).remarks)}`).join();
  const [now, then] = [signature(state?.kinds), signature(shown?.state.kinds)];
  useEffect(() => {
    if (now === undefined || then === undefined || now === then) return;
    for (const queryKey of [reconciliationKey, mirrorKey]) void readAgain(client, { queryKey });
  }, [client, now, then]);
}

function TablesLoading() {
  return (
    <Loading what="the reconciliation" className="flex flex-col gap-4">
      {[1, 2].map((table) => (
        <div key={table} className="panel">
          <div className="border-b border-line px-4 py-2.5">
            <Skeleton width="12ch" />
          </div>
          {Array.from({ length: 8 }, (_, row) => (
            <div key={row} className="flex h-9 items-center justify-between border-b border-line px-4 last:border-0">
              <Skeleton width="10ch" />
              <Skeleton width="12ch" />
              <Skeleton width="12ch" />
            </div>
          ))}
        </div>
      ))}
    </Loading>
  );
}
