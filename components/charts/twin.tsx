"use client";

import { Download } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Column } from "@/components/table/column";
import { DataTable } from "@/components/table/data-table";
import { announce } from "@/components/ui/announcer";
import { saveFile } from "@/components/ui/save-file";
import type { Cell } from "@/lib/csv-cell";
import { csvOf } from "./csv";

/** A column of a chart's table, and what stands in the file for it. */
export type TwinColumn<Row> = Column<Row> & { file: (row: Row) => Cell };

interface Figures<Row> {
  /** What the figures are: names table and file. */
  caption: string;
  /** Without `.csv`. */
  fileName: string;
  columns: readonly TwinColumn<Row>[];
  rows: readonly Row[];
}

/** Saves exactly the figures that are shown as a CSV file; made in the browser, nothing is asked for. */
export function ChartFile<Row extends object>({ caption, fileName, columns, rows }: Figures<Row>) {
  const download = () => {
    const file = csvOf(columns.map(({ header }) => header), rows.map((row) => columns.map((column) => column.file(row))));
    saveFile(new Blob([file], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);
    announce(`Downloaded ${caption}.`);
  };
  return (
    <button type="button" onClick={download} className="link touch no-print inline-flex items-center gap-1 text-small">
      <Download aria-hidden className="size-3.5 flex-none" />
      Download CSV<span className="sr-only">: {caption}</span>
    </button>
  );
}

interface ChartTwinProps<Row> extends Figures<Row> {
  rowKey: (row: Row) => string;
  /** The chart of exactly these rows. */
  children: ReactNode;
}

/** A chart with its twin: the same figures as a table, behind a disclosure, and as a file. */
export function ChartTwin<Row extends object>({ rowKey, children, ...figures }: ChartTwinProps<Row>) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      {children}
      <div className="relative">
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="touch max-w-[calc(100%-9rem)] rounded-small py-1 text-small text-ink-muted">
            As a table<span className="sr-only">: {figures.caption}</span>
          </summary>
          {/* A long table is made only for those who open it. In its box the head stays at the box's own top. */}
          <div className="-mx-4 max-h-96 overflow-y-auto [--shell-top:0px]">
            {open ? <DataTable compact narrow="scroll" {...figures} rowKey={rowKey} /> : null}
          </div>
        </details>
        <span className="absolute top-0 right-0 py-1">
          <ChartFile {...figures} />
        </span>
      </div>
    </div>
  );
}
