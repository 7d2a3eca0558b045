import clsx from "clsx";
import { Fragment, type ReactNode } from "react";

/** Names and values; a pair whose value is null or undefined is left out. */
export function DefinitionList({ items, className }: { items: readonly (readonly [name: string, value: ReactNode])[]; className?: string }) {
  return (
    <dl className={clsx("grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1.5 sm:gap-x-6", className)}>
      {items.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <Fragment key={name}>
            <dt className="min-w-24 sm:min-w-28 text-ink-muted">{name}</dt>
            <dd className="min-w-0 wrap-break-word max-sm:[&_time]:whitespace-normal">{value}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
