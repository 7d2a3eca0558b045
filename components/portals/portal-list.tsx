"use client";

import { useQuery } from "@tanstack/react-query";
import { pocketsQuery } from "@/components/api/reads";
import { Empty } from "@/components/ui/empty";
import { SelectField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { QueryView } from "@/components/ui/query-view";
import { statusWord } from "@/components/ui/status";
import { useFilters } from "@/components/ui/use-filters";
import type { PortalView } from "@/lib/jiko/portals";
import { filterNames, portalsHref, portalStatuses, type PortalFilters, type PortalsAddress } from "./address";
import { OpenPortal } from "./open-portal";
import { PortalTable } from "./portal-table";
import { portalsQuery } from "./queries";

/** The portals of all pockets, as the address filters them. */
export function PortalList({ filters, cursor }: PortalsAddress) {
  return (
    <>
      <PageHeader
        title="Portals"
        meta="Account numbers and chain addresses through which others pay into the pockets."
        action={<OpenPortal pocketId={filters.pocket} tone="primary" />}
      />
      <FilterBar filters={filters} />
      <Results filters={filters} cursor={cursor} />
    </>
  );
}

function FilterBar({ filters: addressed }: { filters: PortalFilters }) {
  const { filters, choose, busy } = useFilters(addressed, portalsHref);
  const pockets = useQuery(pocketsQuery()).data?.items;
  return (
    <div
      role="search"
      aria-label="Filter the portals"
      aria-busy={busy || undefined}
      className="panel mb-4 grid grid-cols-2 items-end gap-3 px-4 py-3 md:grid-cols-4"
    >
      <SelectField label="Pocket" value={filters.pocket} onChange={choose("pocket")}>
        <option value="">All pockets</option>
        {pockets?.map(({ id, pocket_name }) => (
          <option key={id} value={id}>
            {pocket_name}
          </option>
        ))}
      </SelectField>
      <SelectField label="Status" value={filters.status} onChange={choose("status")}>
        <option value="">Open and closed</option>
        {portalStatuses.map((status) => (
          <option key={status} value={status}>
            {statusWord("portal", status)}
          </option>
        ))}
      </SelectField>
      {filterNames.some((name) => filters[name]) ? (
        <Link href="/portals" className="link touch inline-flex items-center">
          Clear the filters
        </Link>
      ) : null}
    </div>
  );
}

function Results({ filters, cursor }: PortalsAddress) {
  const found = useQuery(portalsQuery(filters.pocket, cursor));
  const filtered = filterNames.some((name) => filters[name]);
  const table = (rows?: readonly PortalView[]) => (
    <PortalTable
      caption="Portals"
      rows={rows}
      withPocket={!filters.pocket}
      empty={
        filtered ? (
          <Empty title="No portal fits these filters.">Choose another pocket or status, or clear the filters.</Empty>
        ) : (
          <Empty title="There are no portals.">Open one, so that others can pay into a pocket.</Empty>
        )
      }
    />
  );
  return (
    <QueryView query={found} what="the portals" loading={table()}>
      {({ items, next_page, prev_page }) => (
        <>
          {table(filters.status ? items.filter(({ status }) => status === filters.status) : items)}
          {filters.status && (next_page || prev_page) ? (
            <p className="mt-2 text-small text-ink-muted">Jiko gives its portals page by page; the status is looked for within this page.</p>
          ) : null}
          <Pagination
            label="Pages of portals"
            newer={prev_page && portalsHref(filters, prev_page)}
            older={next_page && portalsHref(filters, next_page)}
          />
        </>
      )}
    </QueryView>
  );
}
