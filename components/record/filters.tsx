"use client";

import { SelectField, TextField } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import type { RecordState } from "@/lib/desk/record/state";
import { filterNames, groupLabels, outcomeLabels, recordHref, type RecordAddress } from "./address";

interface Props extends Pick<RecordAddress, "filters" | "faults"> {
  members: RecordState["members"] | undefined;
}

/** Whose entries, of what kind, about what, and of which days. */
export function RecordFilters({ filters, faults, members }: Props) {
  const choices = (labels: Record<string, string>) =>
    Object.entries(labels).map(([value, label]) => (
      <option key={value} value={value}>
        {label}
      </option>
    ));
  const known = filters.member === "" || members?.some(({ id }) => id === filters.member);
  const set = Object.values(filters).some(Boolean);
  return (
    <FilterForm label="Filter the audit record" names={filterNames} href={recordHref} clear={set ? "/audit" : null}>
      <SelectField label="Member" name="member" defaultValue={filters.member} error={faults.member}>
        <option value="">Everybody</option>
        {members?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {known ? null : <option value={filters.member}>{filters.member.slice(0, 8)}</option>}
      </SelectField>
      <SelectField label="Kind" name="group" defaultValue={filters.group} error={faults.group}>
        <option value="">Everything</option>
        {choices(groupLabels)}
      </SelectField>
      <SelectField label="Outcome" name="outcome" defaultValue={filters.outcome} error={faults.outcome}>
        <option value="">Any</option>
        {choices(outcomeLabels)}
      </SelectField>
      <TextField label="About (id)" name="subject" defaultValue={filters.subject} error={faults.subject} spellCheck={false} />
      <TextField label="From" type="date" name="from" defaultValue={filters.from} error={faults.from} />
      <TextField label="To" type="date" name="to" defaultValue={filters.to} error={faults.to} />
    </FilterForm>
  );
}
