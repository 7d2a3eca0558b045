import clsx from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown, Minus } from "lucide-react";
import type { ListColumn, Sort } from "@/lib/lists/types";
import { alignsRight } from "./cells";
import type { Place } from "./grid-keys";

interface GridHeadProps {
  columns: readonly ListColumn[];
  sort: Sort;
  onSort: ((column: string) => void) | null;
  active: Place;
  /** How many rows are ticked. */
  ticked: number;
  onClear: () => void;
}

export const cellFocus = "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent";

/** The head of a grid. Its cells take the focus themselves: Enter on one sorts by it. Cards name their cells and need none. */
export function GridHead({ columns, sort, onSort, active, ticked, onClear }: GridHeadProps) {
  const stop = (column: number) => (active.row < 0 && active.column === column ? 0 : -1);
  return (
    <div role="rowgroup" className="sticky top-0 z-20 max-sm:sr-only">
      <div role="row" aria-rowindex={1} className="grid h-9 [grid-template-columns:var(--tracks)] bg-panel text-small text-ink-muted shadow-[inset_0_-1px_0_var(--color-line)]">
        <div role="columnheader" aria-colindex={1} data-place="-1.0" tabIndex={stop(0)} className={clsx("flex items-center justify-center", cellFocus)}>
          <span className="sr-only">Selected</span>
          {ticked > 0 ? (
            <button type="button" tabIndex={-1} onClick={onClear} aria-label="Select none" className="rounded-small p-1 hover:bg-sunken">
              <Minus aria-hidden className="size-3.5" />
            </button>
          ) : null}
        </div>
        {columns.map((column, at) => {
          const sorted = sort.column === column.id;
          const Icon = !sorted ? ChevronsUpDown : sort.descending ? ArrowDown : ArrowUp;
          const sortable = column.sortable && onSort;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={at + 2}
              aria-sort={sortable ? (sorted ? (sort.descending ? "descending" : "ascending") : "none") : undefined}
              data-place={`-1.${at + 1}`}
              tabIndex={stop(at + 1)}
              onClick={sortable ? () => onSort(column.id) : undefined}
              className={clsx(
                "flex min-w-0 items-center gap-1 px-2.5 font-strong select-none",
                alignsRight(column) && "justify-end",
                sortable && "cursor-pointer hover:text-ink",
                cellFocus,
              )}
            >
              <span className="line-clamp-2 leading-4" title={column.header}>
                {column.header}
              </span>
              {sortable ? <Icon aria-hidden className="size-3.5 flex-none" /> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
