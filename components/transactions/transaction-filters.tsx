"use client";

import { kindWord } from "@/components/table/movement-columns";
import { useDesk } from "@/components/ui/desk";
import { AmountField, SelectField, TextField } from "@/components/ui/field";
import { FilterForm, PocketFilter } from "@/components/ui/filter-form";
import { aboutNames, filterNames, movementTypes, transactionsHref, typedNames, type TransactionsAddress } from "./address";

export function TransactionFilters({ filters, faults }: Pick<TransactionsAddress, "filters" | "faults">) {
  const { today } = useDesk();
  const about = Object.fromEntries(aboutNames.map((name) => [name, filters[name]]));
  const clear = typedNames.some((name) => filters[name]) ? transactionsHref(about) : null;
  return (
    <FilterForm label="Filter the transactions" names={filterNames} href={transactionsHref} clear={clear}>
      <PocketFilter chosen={filters.pocket} error={faults.pocket} />
      <SelectField label="Type" name="type" defaultValue={filters.type} error={faults.type}>
        <option value="">All types</option>
        {movementTypes.map((type) => (
          <option key={type} value={type}>
            {kindWord(type)}
          </option>
        ))}
      </SelectField>
      <SelectField label="In or out" name="direction" defaultValue={filters.direction} error={faults.direction}>
        <option value="">Both</option>
        <option value="CREDIT">In</option>
        <option value="DEBIT">Out</option>
      </SelectField>
      <span className="max-md:hidden" />
      <AmountField label="Amount from" name="min" defaultValue={filters.min} error={faults.min} />
      <AmountField label="Amount to" name="max" defaultValue={filters.max} error={faults.max} />
      <TextField label="Booked from" type="date" name="from" max={today} defaultValue={filters.from} error={faults.from} />
      <TextField label="Booked to" type="date" name="to" defaultValue={filters.to} error={faults.to} />
      {aboutNames.map((name) => (filters[name] ? <input key={name} type="hidden" name={name} value={filters[name]} /> : null))}
    </FilterForm>
  );
}
