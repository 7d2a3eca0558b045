"use client";

import { useQuery } from "@tanstack/react-query";
import { useDesk } from "@/components/ui/desk";
import { SelectField, TextField } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { auditHref, filterNames, type AuditAddress } from "./audit-address";
import { teamQuery } from "./queries";

/** Whose lines, and of which days. */
export function AuditFilters({ filters, faults }: Pick<AuditAddress, "filters" | "faults">) {
  const { today } = useDesk();
  const team = useQuery(teamQuery()).data?.items;
  return (
    <FilterForm label="Filter Jiko's audit log" names={filterNames} href={auditHref} clear="/team/audit-log" clearLabel="The last 30 days of everybody">
      <SelectField label="Member" name="member" defaultValue={filters.member} error={faults.member} className="max-md:col-span-2">
        <option value="">Everybody</option>
        {team?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {filters.member && !team?.some(({ id }) => id === filters.member) ? <option value={filters.member}>{filters.member.slice(0, 8)}</option> : null}
      </SelectField>
      <TextField label="From" type="date" name="from" max={today} defaultValue={filters.from} error={faults.from} />
      <TextField label="To" type="date" name="to" defaultValue={filters.to} error={faults.to} />
    </FilterForm>
  );
}
