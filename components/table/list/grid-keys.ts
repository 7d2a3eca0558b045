/** A cell of a grid. Row -1 is the head, column 0 the tick of a row. */
export interface Place {
  row: number;
  column: number;
}

interface Bounds {
  rows: number;
  columns: number;
  /** Rows that PageUp and PageDown go. */
  page: number;
}

const between = (value: number, least: number, most: number) => Math.max(least, Math.min(value, Math.max(least, most)));

/** Where a key leads from a cell, by the ARIA pattern for grids; null for keys that lead nowhere. */
export function placeAfter({ row, column }: Place, { key, ctrlKey }: { key: string; ctrlKey: boolean }, { rows, columns, page }: Bounds): Place | null {
  const to = (nextRow: number, nextColumn = column): Place => ({
    row: between(nextRow, -1, rows - 1),
    column: between(nextColumn, 0, columns - 1),
  });
  switch (key) {
    case "ArrowDown":
      return to(row + 1);
    case "ArrowUp":
      return to(row - 1);
    case "ArrowRight":
      return to(row, column + 1);
    case "ArrowLeft":
      return to(row, column - 1);
    case "PageDown":
      return to(row + page);
    case "PageUp":
      return to(Math.max(Math.min(row, 0), row - page));
    case "Home":
      return ctrlKey ? to(0, 0) : to(row, 0);
    case "End":
      return ctrlKey ? to(rows - 1, columns - 1) : to(row, columns - 1);
    default:
      return null;
  }
}
