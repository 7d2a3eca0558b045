"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTransition, type ReactNode } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { Button } from "./button";
import { SelectField } from "./field";

interface FilterFormProps<Name extends string> {
  /** "Filter the trades" */
  label: string;
  names: readonly Name[];
  /** The address of what was typed. */
  href: (typed: Record<Name, string>) => string;
  /** The address without filters; null where none is set. */
  clear: string | null;
  clearLabel?: string;
  note?: string;
  children: ReactNode;
}

/** The filters of a list. What is typed becomes the address; the address becomes the list. */
export function FilterForm<Name extends string>({ label, names, href, clear, clearLabel = "Clear the filters", note, children }: FilterFormProps<Name>) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  return (
    <form
      role="search"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const typed = Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "")])) as Record<Name, string>;
        startTransition(() => router.push(href(typed)));
      }}
      className="panel mb-4 grid grid-cols-2 items-start gap-3 px-4 py-3 md:grid-cols-4"
    >
      {children}
      <div className="col-span-2 flex flex-wrap items-center gap-x-3 gap-y-1 md:col-span-4">
        <Button type="submit" busy={busy} busyLabel="Filtering…">
          Filter
        </Button>
        {clear ? (
          <Link href={clear} className="link touch inline-flex items-center">
            {clearLabel}
          </Link>
        ) : null}
        {note ? <p className="text-small text-ink-muted">{note}</p> : null}
      </div>
    </form>
  );
}

/** A pocket, or all of them. One that the address names and Jiko does not list is kept, by the beginning of its id. */
export function PocketFilter({ chosen, error }: { chosen: string; error?: string | undefined }) {
  const pockets = useQuery(pocketsQuery()).data?.items;
  return (
    <SelectField label="Pocket" name="pocket" defaultValue={chosen} error={error}>
      <option value="">All pockets</option>
      {pockets?.map(({ id, pocket_name }) => (
        <option key={id} value={id}>
          {pocket_name}
        </option>
      ))}
      {chosen && !pockets?.some(({ id }) => id === chosen) ? <option value={chosen}>{chosen.slice(0, 8)}</option> : null}
    </SelectField>
  );
}
