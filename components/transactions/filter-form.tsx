"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { kindWord } from "@/components/table/movement-columns";
import { Button } from "@/components/ui/button";
import { useDesk } from "@/components/ui/desk";
import { AmountField, SelectField, TextField } from "@/components/ui/field";
import { aboutNames, filterNames, movementTypes, transactionsHref, typedNames, type Filters, type TransactionsAddress } from "./address";

/** The filters of the list. What is typed becomes the address; the address becomes the list. */
export function FilterForm({ filters, faults }: Pick<TransactionsAddress, "filters" | "faults">) {
  const router = useRouter();
  const { today } = useDesk();
  const pockets = useQuery(pocketsQuery()).data?.items;
  const [busy, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = Object.fromEntries(filterNames.map((name) => [name, String(form.get(name) ?? "")])) as Filters;
    startTransition(() => router.push(transactionsHref(typed)));
  };

  return (
    <form role="search" aria-label="Filter the transactions" onSubmit={submit} className="panel mb-4 grid items-start grid-cols-2 gap-3 px-4 py-3 md:grid-cols-4">
      <SelectField label="Pocket" name="pocket" defaultValue={filters.pocket} error={faults.pocket}>
        <option value="">All pockets</option>
        {pockets?.map(({ id, pocket_name }) => (
          <option key={id} value={id}>
            {pocket_name}
          </option>
        ))}
        {filters.pocket && !pockets?.some(({ id }) => id === filters.pocket) ? <option value={filters.pocket}>{filters.pocket.slice(0, 8)}</option> : null}
      </SelectField>
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
      <div className="flex items-center gap-3 col-span-2 md:col-span-4">
        <Button type="submit" busy={busy} busyLabel="Filtering…">
          Filter
        </Button>
        {typedNames.some((name) => filters[name]) ? (
          <Link href={transactionsHref(Object.fromEntries(aboutNames.map((name) => [name, filters[name]])))} className="link touch inline-flex items-center">
            Clear the filters
          </Link>
        ) : null}
      </div>
    </form>
  );
}
