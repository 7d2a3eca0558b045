"use client";

import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import clsx from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import type { Column } from "./column";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

const compare = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en-US");

interface DataTableProps<Row> {
  /** Says what the table holds; visible only to assistive technology unless `showCaption`. */
  caption: string;
  columns: readonly Column<Row>[];
  /** Undefined while loading: as many grey rows are shown as `expected`. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** The row's own page; the whole row opens it, the row header carries the link. */
  href?: (row: Row) => string | null;
  /** Instead of rows when there are none. */
  empty?: ReactNode;
  expected?: number;
  /** Under 640 px: rows as cards, or the table scrolling sideways (for comparing figures down a column). */
  narrow?: "cards" | "scroll";
  showCaption?: boolean;
  compact?: boolean;
}

const none: readonly never[] = [];
const shownFrom = { sm: "max-sm:hidden!", md: "max-md:hidden!", lg: "max-lg:hidden!" };

/** The one table of all lists: a real table with caption and scopes, rows of a fixed height and a head that stays in view. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, href, empty, expected = 8, narrow = "cards", showCaption, compact } = props;
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => ({
        id: column.id,
        header: column.header,
        accessorFn: (row: Row) => column.sort?.(row) ?? "",
        enableSorting: Boolean(column.sort),
        sortFn: (a, b, id) => compare(a.getValue<string | number>(id), b.getValue<string | number>(id)),
      })),
    [columns],
  );
  const table = useTable({ features, columns: definitions, data: (rows ?? none) as Row[], getRowId: rowKey, enableMultiSort: false });

  if (rows?.length === 0 && empty) return <>{empty}</>;
  const look = (column: Column<Row>) =>
    clsx("px-3 first:pl-4 last:pr-4", column.align === "right" ? "text-right whitespace-nowrap" : "text-left", column.from && shownFrom[column.from]);
  const byId = new Map(columns.map((column) => [column.id, column]));
  const height = compact ? "h-[30px]" : "h-9";
  const label = (column: Column<Row>) => (column.bare ? undefined : column.header);

  return (
    <div className={narrow === "scroll" ? "max-lg:overflow-x-auto" : "sm:max-lg:overflow-x-auto"} {...(narrow === "scroll" ? { role: "region", "aria-label": caption, tabIndex: 0 } : {})}>
      <table role="table" aria-busy={rows === undefined || undefined} className={clsx("w-full border-collapse text-table", narrow === "cards" && "as-cards")}>
        <caption className={showCaption ? "px-4 py-2 text-left text-ink-muted" : "sr-only"}>{caption}</caption>
        <thead role="rowgroup" className="lg:sticky lg:top-(--shell-top) lg:z-10">
          {table.getHeaderGroups().map((group) => (
            <tr role="row" key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id)!;
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    role="columnheader"
                    scope="col"
                    key={header.id}
                    aria-sort={column.sort ? (sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none") : undefined}
                    className={clsx(look(column), "h-9 bg-panel whitespace-nowrap text-small text-ink-muted shadow-[inset_0_-1px_0_var(--color-line)]")}
                  >
                    {column.sort ? (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className="inline-flex items-center gap-1 rounded-small font-strong hover:text-ink"
                      >
                        {column.header}
                        <SortIcon sorted={sorted} />
                      </button>
                    ) : (
                      column.header
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody role="rowgroup">
          {rows === undefined
            ? Array.from({ length: expected }, (_, i) => (
                <tr role="row" key={i} className="border-b border-line last:border-0">
                  {columns.map((column) => (
                    <td role="cell" key={column.id} data-label={label(column)} className={clsx(look(column), height)}>
                      <Skeleton width={column.align === "right" ? "9ch" : "12ch"} />
                    </td>
                  ))}
                </tr>
              ))
            : table.getRowModel().rows.map((row) => {
                const target = href?.(row.original) ?? null;
                return (
                  <tr role="row" key={row.id} className={clsx("border-b border-line last:border-0", target && "relative hover:bg-sunken")}>
                    {columns.map((column) => {
                      const Cell = column.rowHeader ? "th" : "td";
                      const content = column.cell(row.original);
                      return (
                        <Cell
                          key={column.id}
                          role={column.rowHeader ? "rowheader" : "cell"}
                          scope={column.rowHeader ? "row" : undefined}
                          data-label={label(column)}
                          className={clsx(look(column), height, "py-1", column.rowHeader && "font-strong")}
                        >
                          {column.rowHeader && target ? (
                            // The link's area is the whole row; links and buttons in other cells stand above it.
                            <Link href={target} prefetch={false} className="hover:underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent">
                              {content}
                            </Link>
                          ) : (
                            content
                          )}
                        </Cell>
                      );
                    })}
                  </tr>
                );
              })}
        </tbody>
        {rows && columns.some((column) => column.foot !== undefined) ? (
          <tfoot role="rowgroup" className="border-t-2 border-line">
            <tr role="row">
              {columns.map((column) => (
                <td role="cell" key={column.id} data-label={column.foot === undefined ? undefined : label(column)} className={clsx(look(column), height, "font-strong")}>
                  {column.foot}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function SortIcon({ sorted }: { sorted: false | "asc" | "desc" }) {
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return <Icon aria-hidden className="size-3.5" />;
}
