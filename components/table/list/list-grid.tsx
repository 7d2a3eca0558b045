"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import type { ListColumn, ListDefinition, ListRow, Sort } from "@/lib/lists/types";
import { tracksOf, type CellOverrides } from "./cells";
import { placeAfter, type Place } from "./grid-keys";
import { GridHead } from "./grid-head";
import { GridRow } from "./grid-row";
import { rowsToKeep, useRowWindow, type Span } from "./row-window";
import { extended, toggled, type Selection } from "./selection";

interface ListGridProps {
  list: ListDefinition;
  columns: readonly ListColumn[];
  overrides: CellOverrides;
  count: number;
  /** Whether the list is known to end with these rows. */
  counted: boolean;
  /** Undefined while a row is on its way. */
  rowAt: (at: number) => ListRow | undefined;
  /** Another one is another list: the grid goes back to its beginning. */
  search: string;
  sort: Sort;
  /** Null where the list cannot be sorted now. */
  onSort: ((column: string) => void) | null;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** What Enter and a click do with a row, instead of leading to its page. */
  onOpen?: (row: ListRow) => void;
  onSpan: (span: Span) => void;
  busy: boolean;
}

/**
 * A grid of rows of one height, of which those in view are in the document. One stop for the Tab key; arrows lead from cell to
 * cell. The row with the focus stays in the document wherever it is scrolled to. On a phone rows are cards and the page scrolls.
 */
export function ListGrid(props: ListGridProps) {
  const { list, columns, overrides, count, counted, rowAt, search, sort, onSort, selection, onSelect, onOpen, onSpan, busy } = props;
  const router = useRouter();
  const pocketName = usePocketNames();
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [wanted, setActive] = useState<Place>({ row: 0, column: 1 });
  const moved = useRef(false);
  const { first, shown, span, screen, bring, settle } = useRowWindow(box, body, count);
  // The list may have become shorter, and columns fewer, since somebody was there.
  const active = { row: Math.min(wanted.row, count - 1), column: Math.min(wanted.column, columns.length) };

  useEffect(() => onSpan({ first: span.first, end: span.end }), [onSpan, span.first, span.end]);
  useLayoutEffect(() => {
    box.current?.scrollTo({ top: 0 });
  }, [search]);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const cell = box.current?.querySelector<HTMLElement>(`[data-place="${active.row}.${active.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    settle();
  });

  const goTo = (place: Place) => {
    moved.current = true;
    setActive(place);
    bring(place.row);
  };

  // The same while rows are scrolled through: those that stay are not written again.
  const select = useCallback(
    (row: ListRow, at: number, extend: boolean) => onSelect(extend ? extended(selection, at, at, rowAt) : toggled(selection, row, at)),
    [onSelect, selection, rowAt],
  );
  const open = (row: ListRow) => (onOpen ? onOpen(row) : row.href ? router.push(row.href) : undefined);

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey, target } = event;
    // Keys in a link or button that stands in a cell are theirs.
    if (altKey || !(target as HTMLElement).matches("[data-place]")) return;
    const row = active.row < 0 ? undefined : rowAt(active.row);
    if (key === "Enter" || key === " ") {
      event.preventDefault();
      if (active.row < 0) {
        const column = columns[active.column - 1];
        if (column?.sortable) onSort?.(column.id);
      } else if (row && key === "Enter" && active.column > 0) open(row);
      else if (row) select(row, active.row, shiftKey);
      return;
    }
    const next = placeAfter(active, { key, ctrlKey: ctrlKey || metaKey }, { rows: count, columns: columns.length + 1, page: screen });
    if (!next) return;
    event.preventDefault();
    goTo(next);
    if (shiftKey && next.row !== active.row && next.row >= 0 && active.row >= 0) onSelect(extended(selection, active.row, next.row, rowAt));
  };

  const { template, least } = tracksOf(columns, overrides);
  // A row is as high as a line on a screen, and as its cells together on a phone: the style sheet chooses.
  const style = { "--tracks": template, "--least": least, "--lines": columns.length, "--count": shown } as React.CSSProperties;
  return (
    <div
      ref={box}
      className="sm:max-h-[max(24rem,calc(100dvh-var(--shell-top)-17rem))] sm:overflow-auto sm:overscroll-x-contain"
      style={style}
    >
      <div
        role="grid"
        aria-label={list.title}
        aria-rowcount={counted ? count + 1 : -1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-busy={busy || undefined}
        onKeyDown={press}
        onFocus={(event) => {
          const place = (event.target as HTMLElement).closest<HTMLElement>("[data-place]")?.dataset.place?.split(".").map(Number);
          if (!place) return;
          setActive({ row: place[0]!, column: place[1]! });
          if (bring(place[0]!)) moved.current = true;
        }}
        className={clsx("text-table [--row:2.25rem] max-sm:[--row:calc(var(--lines)*1.75rem+1rem)] sm:min-w-(--least)", busy && "opacity-70")}
      >
        <GridHead columns={columns} sort={sort} onSort={onSort} active={active} ticked={selection.rows.size} onClear={() => onSelect({ rows: new Map(), anchor: null })} />
        <div ref={body} role="rowgroup" className="relative h-[calc(var(--row)*var(--count))]">
          {rowsToKeep(span, active.row).map((at) => (
            <GridRow
              key={at}
              at={at}
              // One that has the focus outside of the stretch waits at its edge.
              place={Math.max(-1, Math.min(shown, at - first))}
              row={rowAt(at)}
              columns={columns}
              overrides={overrides}
              pocketName={pocketName}
              focused={at === active.row ? active.column : null}
              selected={selection.rows.has(rowAt(at)?.id ?? "")}
              onSelect={select}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
