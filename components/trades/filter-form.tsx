"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { activityWord } from "@/components/table/trade-columns";
import { Button } from "@/components/ui/button";
import { useDesk } from "@/components/ui/desk";
import { SelectField, TextField } from "@/components/ui/field";
import { statusWord } from "@/components/ui/status";
import { filterNames, tradesHref, type Filters, type TradesAddress } from "./address";

/** The filters of the list. What is typed becomes the address; the address becomes the list. */
export function FilterForm({ filters, faults }: Pick<TradesAddress, "filters" | "faults">) {
  const router = useRouter();
  const { today } = useDesk();
  const pockets = useQuery(pocketsQuery()).data?.items;
  const [busy, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = Object.fromEntries(filterNames.map((name) => [name, String(form.get(name) ?? "")])) as Filters;
    startTransition(() => router.push(tradesHref(typed)));
  };

  return (
    <form role="search" aria-label="Filter the trades" onSubmit={submit} className="panel mb-4 grid items-start grid-cols-2 gap-3 px-4 py-3 md:grid-cols-4">
      <SelectField label="Pocket" name="pocket" defaultValue={filters.pocket} error={faults.pocket}>
        <option value="">All pockets</option>
        {pockets?.map(({ id, pocket_name }) => (
          <option key={id} value={id}>
            {pocket_name}
          </option>
        ))}
        {filters.pocket && !pockets?.some(({ id }) => id === filters.pocket) ? <option value={filters.pocket}>{filters.pocket.slice(0, 8)}</option> : null}
      </SelectField>
      <SelectField label="Activity" name="activity" defaultValue={filters.activity} error={faults.activity}>
        <option value="">All activities</option>
        {["BUY", "SELL", "MATURITY"].map((activity) => (
          <option key={activity} value={activity}>
            {activityWord(activity)}
          </option>
        ))}
        <option value="OTHER">Any other</option>
      </SelectField>
      <TextField label="CUSIP" name="cusip" defaultValue={filters.cusip} error={faults.cusip} maxLength={12} spellCheck={false} />
      <SelectField label="Status" name="status" defaultValue={filters.status} error={faults.status}>
        <option value="">Any status</option>
        {["BOOKED", "SETTLED"].map((status) => (
          <option key={status} value={status}>
            {statusWord("movement", status)}
          </option>
        ))}
      </SelectField>
      <TextField label="Booked from" type="date" name="from" max={today} defaultValue={filters.from} error={faults.from} />
      <TextField label="Booked to" type="date" name="to" defaultValue={filters.to} error={faults.to} />
      <TextField label="Settled from" type="date" name="settledFrom" defaultValue={filters.settledFrom} error={faults.settledFrom} />
      <TextField label="Settled to" type="date" name="settledTo" defaultValue={filters.settledTo} error={faults.settledTo} />
      <div className="col-span-2 flex flex-wrap items-center gap-x-3 gap-y-1 md:col-span-4">
        <Button type="submit" busy={busy} busyLabel="Filtering…">
          Filter
        </Button>
        {filterNames.some((name) => filters[name]) ? (
          <Link href="/trades" className="link touch inline-flex items-center">
            Clear the filters
          </Link>
        ) : null}
        <p className="text-small text-ink-muted">
          Jiko filters trades by pocket and days. Activity, CUSIP and status are picked out here, a few hundred trades at a time.
        </p>
      </div>
    </form>
  );
}
