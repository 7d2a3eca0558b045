"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { useDesk } from "@/components/ui/desk";
import { SelectField, TextField } from "@/components/ui/field";
import { auditHref, filterNames, type AuditAddress, type AuditFilters } from "./audit-address";
import { teamQuery } from "./queries";

/** Whose lines, and of which days. What is chosen becomes the address; the address becomes the list. */
export function AuditFilterForm({ filters, faults }: Pick<AuditAddress, "filters" | "faults">) {
  const router = useRouter();
  const { today } = useDesk();
  const team = useQuery(teamQuery()).data?.items;
  const [busy, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = Object.fromEntries(filterNames.map((name) => [name, String(form.get(name) ?? "")])) as AuditFilters;
    startTransition(() => router.push(auditHref(typed)));
  };

  return (
    <form role="search" aria-label="Filter Jiko's audit log" onSubmit={submit} className="panel mb-4 grid items-start grid-cols-2 gap-3 px-4 py-3 md:grid-cols-4">
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
      <div className="col-span-2 flex items-center gap-3 md:col-span-4">
        <Button type="submit" busy={busy} busyLabel="Filtering…">
          Filter
        </Button>
        <Link href="/team/audit-log" className="link touch inline-flex items-center">
          The last 30 days of everybody
        </Link>
      </div>
    </form>
  );
}
