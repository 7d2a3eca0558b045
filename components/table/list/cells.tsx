import type { ReactNode } from "react";
import { DateText } from "@/components/ui/date-text";
import { MonoId } from "@/components/ui/mono-id";
import { Money } from "@/components/ui/money";
import { Status } from "@/components/ui/status";
import type { Cell, ColumnKind, ListColumn, ListRow } from "@/lib/lists/types";
import { cents } from "@/lib/treasury/money";

/** What a page shows otherwise than the kind of a column says. */
export interface CellOverride {
  cell?: (row: ListRow) => ReactNode;
  /** In rem; the column takes more where there is room. */
  width?: number;
}
export type CellOverrides = Readonly<Record<string, CellOverride>>;

/** Least widths in rem, and how eagerly a column takes what is left. Fixed by the kind, so that nothing moves while rows come and go. */
const widths: Record<ColumnKind, readonly [least: number, grows: number]> = {
  text: [9, 2], money: [8.5, 0.5], number: [6.5, 0.5], instant: [11.5, 0.3],
  day: [6.75, 0.3], choice: [6.5, 0.7], pocket: [7.5, 1], id: [7, 0.3],
};
const tickWidth = 2.75;

export const alignsRight = ({ kind }: ListColumn): boolean => kind === "money" || kind === "number";

/** The tracks of the grid, the column of ticks first, and the width under which they scroll sideways. */
export function tracksOf(columns: readonly ListColumn[], overrides: CellOverrides): { template: string; least: string } {
  const sizes = columns.map(({ id, kind, rowHeader }) => {
    const [least, grows] = widths[kind];
    return { least: overrides[id]?.width ?? (rowHeader && kind === "text" ? 12 : least), grows: rowHeader ? grows + 1 : grows };
  });
  const total = sizes.reduce((sum, { least }) => sum + least, tickWidth);
  return { template: [`${tickWidth}rem`, ...sizes.map(({ least, grows }) => `minmax(${least}rem, ${grows}fr)`)].join(" "), least: `${total}rem` };
}

const statusKinds = { transfer: "transfer", movement: "movement", wire: "wire", counterparty: "payee" } as const;
const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 10 });

/** The word of a choice; what is not known here stays as it was sent. */
export const choiceWord = ({ choices }: Pick<ListColumn, "choices">, value: Cell): string =>
  value === null ? "–" : choices && Object.hasOwn(choices, String(value)) ? choices[String(value)]! : String(value);

/** An instant by its day alone: where the time matters, the row's own page has it. */
export const dayOf = (column: string): CellOverride => ({ cell: ({ cells }) => <DateText at={cells[column] as string | null} form="day" />, width: 6.75 });

/** How a cell is written, by the kind of its column. What is not there is an en dash. */
export function CellText({ column, value, pocketName }: { column: ListColumn; value: Cell; pocketName: (id: string) => string }): ReactNode {
  if (value === null || value === "") return <span className="text-ink-muted">–</span>;
  switch (column.kind) {
    case "money":
      return <Money cents={cents(Number(value))} />;
    case "number":
      // A decimal is written as it was sent: its last zeros say how exact it is.
      return <span className="tabular-nums">{typeof value === "number" ? numbers.format(value) : value}</span>;
    case "instant":
      return <DateText at={String(value)} form="table" />;
    case "day":
      return <DateText at={String(value)} form="table" />;
    case "choice":
      return column.statusOf ? <Status of={statusKinds[column.statusOf]} value={String(value)} /> : choiceWord(column, value);
    case "pocket":
      return pocketName(String(value));
    case "id":
      return <MonoId value={String(value)} short />;
    case "text":
      return value;
  }
}
