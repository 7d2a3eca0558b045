"use client";

import { useRouter } from "next/navigation";
import { useTransition, type ReactNode } from "react";
import { Button } from "./button";
import { Link } from "./link";

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
