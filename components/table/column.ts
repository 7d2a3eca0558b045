import type { ReactNode } from "react";

/** One column of a table. */
export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Amounts, quantities and prices stand right, so that their digits line up. */
  align?: "left" | "right";
  /** Makes the column sortable, by this value. Only for lists that are here as a whole: a page cannot be sorted. */
  sort?: (row: Row) => string | number;
  /** Names the row; it carries the row's link. */
  rowHeader?: boolean;
  /** Hidden below this width, where the row's own page says it anyway. */
  from?: "sm" | "md" | "lg";
  /** Shows nothing in the card form under 640 px when the cell is empty for all. */
  bare?: boolean;
  /** Foot cell: a sum that proves the column. */
  foot?: ReactNode;
}

/** `columns<Row>()([...])` would infer less: this only fixes the row type once per table. */
export const columnsOf = <Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] => columns;
