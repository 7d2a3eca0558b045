import clsx from "clsx";
import { memo } from "react";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { ListColumn, ListRow } from "@/lib/lists/types";
import { alignsRight, CellText, choiceWord, type CellOverrides } from "./cells";
import { cellFocus } from "./grid-head";

interface GridRowProps {
  at: number;
  /** Where it stands, in rows from the top of what is laid out. */
  place: number;
  /** Undefined while it is on its way: its place is kept. */
  row: ListRow | undefined;
  columns: readonly ListColumn[];
  overrides: CellOverrides;
  pocketName: (id: string) => string;
  /** The column that the Tab key leads to; null where that is in another row. */
  focused: number | null;
  selected: boolean;
  onSelect: (row: ListRow, at: number, extend: boolean) => void;
  onOpen: ((row: ListRow) => void) | undefined;
}

/** The area of a link or button is the whole row; what else can be pressed stands above it. */
const wholeRow = "text-left hover:underline after:absolute after:inset-0 focus-visible:outline-none";

export const GridRow = memo(function GridRow({ at, place, row, columns, overrides, pocketName, focused, selected, onSelect, onOpen }: GridRowProps) {
  const cell = (column: ListColumn) => {
    if (!row) return <Skeleton width={alignsRight(column) ? "8ch" : "12ch"} />;
    const text = overrides[column.id]?.cell?.(row) ?? <CellText column={column} value={row.cells[column.id] ?? null} pocketName={pocketName} />;
    if (!column.rowHeader) return text;
    if (onOpen) {
      return (
        <button type="button" tabIndex={-1} onClick={() => onOpen(row)} className={wholeRow}>
          {text}
        </button>
      );
    }
    return row.href ? (
      <Link href={row.href} prefetch={false} tabIndex={-1} className={wholeRow}>
        {text}
      </Link>
    ) : (
      text
    );
  };
  const header = columns.find(({ rowHeader }) => rowHeader)!;
  const value = row?.cells[header.id] ?? null;
  const name = header.kind === "text" || header.kind === "choice" ? choiceWord(header, value) : `row ${at + 1}`;
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected}
      style={{ "--place": place } as React.CSSProperties}
      className={clsx(
        "absolute inset-x-0 top-[calc(var(--row)*var(--place))] h-(--row) border-b border-line sm:grid sm:[grid-template-columns:var(--tracks)]",
        "max-sm:flex max-sm:flex-col max-sm:py-2",
        selected ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        data-place={`${at}.0`}
        tabIndex={focused === 0 ? 0 : -1}
        aria-label={selected ? "Selected" : "Not selected"}
        className={clsx("z-10 flex scroll-mt-10 items-center justify-center max-sm:absolute max-sm:top-1 max-sm:right-1 max-sm:size-11", cellFocus)}
      >
        {row ? (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            aria-label={`Select ${name}`}
            onChange={(event) => onSelect(row, at, (event.nativeEvent as MouseEvent).shiftKey)}
            className="size-4 accent-accent"
          />
        ) : null}
      </div>
      {columns.map((column, index) => (
        <div
          key={column.id}
          role={column.rowHeader ? "rowheader" : "gridcell"}
          aria-colindex={index + 2}
          data-place={`${at}.${index + 1}`}
          data-label={column.rowHeader ? undefined : column.header}
          tabIndex={focused === index + 1 ? 0 : -1}
          className={clsx(
            "flex min-w-0 scroll-mt-10 items-center px-2.5 max-sm:h-7 max-sm:flex-none max-sm:justify-between max-sm:gap-4 max-sm:px-4",
            "max-sm:before:flex-none max-sm:before:text-ink-muted max-sm:before:content-[attr(data-label)]",
            alignsRight(column) && "sm:justify-end",
            column.rowHeader && "font-strong max-sm:order-first max-sm:justify-start max-sm:pr-12 max-sm:before:hidden",
            cellFocus,
          )}
        >
          <span className="min-w-0 truncate">{cell(column)}</span>
        </div>
      ))}
    </div>
  );
});
