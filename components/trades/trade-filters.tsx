"use client";

import { activityWord } from "@/components/table/trade-columns";
import { useDesk } from "@/components/ui/desk";
import { SelectField, TextField } from "@/components/ui/field";
import { FilterForm, PocketFilter } from "@/components/ui/filter-form";
import { statusWord } from "@/components/ui/status";
import { filterNames, tradesHref, type TradesAddress } from "./address";

const note = "Jiko filters trades by pocket and days. Activity, CUSIP and status are picked out here, a few hundred trades at a time.";

export function TradeFilters({ filters, faults }: Pick<TradesAddress, "filters" | "faults">) {
  const { today } = useDesk();
  const clear = filterNames.some((name) => filters[name]) ? "/trades" : null;
  return (
    <FilterForm label="Filter the trades" names={filterNames} href={tradesHref} clear={clear} note={note}>
      <PocketFilter chosen={filters.pocket} error={faults.pocket} />
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
    </FilterForm>
  );
}
