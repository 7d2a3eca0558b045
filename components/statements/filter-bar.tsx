"use client";

import { useQuery } from "@tanstack/react-query";
import { pocketsQuery } from "@/components/api/reads";
import { useDesk } from "@/components/ui/desk";
import { SelectField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useFilters } from "@/components/ui/use-filters";
import { filterNames, statementsHref, statementTypes, typeWord, type StatementFilters } from "./address";
import { oldestQuery } from "./queries";

const monthNames = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** Years from the oldest statement to this one, newest first. */
export function yearsSince(oldest: string | undefined, today: string): string[] {
  const last = Number(today.slice(0, 4));
  const first = Math.min(last, Number(oldest?.slice(0, 4) ?? last));
  return Array.from({ length: last - first + 1 }, (_, i) => String(last - i));
}

/** Four choices, each a new address at once: there is nothing to type and so nothing to submit. */
export function FilterBar({ filters: addressed }: { filters: StatementFilters }) {
  const { filters, choose, busy } = useFilters(addressed, statementsHref);
  const { today } = useDesk();
  const oldest = useQuery(oldestQuery()).data?.items[0]?.key;
  const pockets = useQuery(pocketsQuery()).data?.items;
  const years = yearsSince(oldest, today);
  return (
    <div role="search" aria-label="Filter the statements" aria-busy={busy || undefined} className="panel mb-4 grid items-end grid-cols-2 gap-3 px-4 py-3 md:grid-cols-4">
      <SelectField label="Year" value={filters.year} onChange={choose("year")}>
        <option value="">All years</option>
        {[...new Set([...years, ...(filters.year ? [filters.year] : [])])].map((year) => (
          <option key={year}>{year}</option>
        ))}
      </SelectField>
      <SelectField label="Month" value={filters.month} onChange={choose("month")} disabled={!filters.year}>
        <option value="">All months</option>
        {monthNames.map((name, i) => (
          <option key={name} value={String(i + 1).padStart(2, "0")}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label="Type" value={filters.type} onChange={choose("type")}>
        <option value="">All types</option>
        {statementTypes.map((type) => (
          <option key={type} value={type}>
            {typeWord(type)}
          </option>
        ))}
      </SelectField>
      <SelectField label="Pocket" value={filters.pocket} onChange={choose("pocket")}>
        <option value="">All pockets</option>
        {pockets?.map(({ id, pocket_name }) => (
          <option key={id} value={id}>
            {pocket_name}
          </option>
        ))}
      </SelectField>
      {filterNames.some((name) => filters[name]) ? (
        <Link href="/statements" className="link touch inline-flex items-center">
          Clear the filters
        </Link>
      ) : null}
    </div>
  );
}
