"use client";

import { Copy, Download } from "lucide-react";
import type { ReactNode } from "react";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { announce } from "@/components/ui/announcer";
import { Button, ButtonLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { saveFile } from "@/components/ui/save-file";
import { csvOf } from "@/lib/lists/csv";
import type { ListColumn, ListDefinition, ListRow } from "@/lib/lists/types";
import { cents } from "@/lib/treasury/money";
import { counted } from "./list-foot";
import { nothingSelected, sumsOf, type Selection } from "./selection";

interface SelectionBarProps {
  list: ListDefinition;
  columns: readonly ListColumn[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  act?: (rows: readonly ListRow[]) => ReactNode;
}

/** What is selected, what it comes to, and what can be done with it. Floats over the foot of the page while there is something. */
export function SelectionBar({ list, columns, selection, onSelect, act }: SelectionBarProps) {
  const pocketName = usePocketNames();
  const rows = [...selection.rows.values()];
  if (rows.length === 0) return null;
  const totaled = list.columns.filter((column) => column.totaled);
  const sums = sumsOf(rows, totaled.map(({ id }) => id));
  const text = () => csvOf(columns, rows, pocketName);
  const copy = async () => {
    const what = counted(rows.length, list.nouns);
    try {
      await navigator.clipboard.writeText(text());
      announce(`Copied ${what}.`);
    } catch {
      announce("This browser lets nothing be copied here.", "assertive");
    }
  };
  // With a byte order mark, as the desk's own files have one: spreadsheets read accents right by it.
  const save = () => saveFile(new Blob(["\ufeff", text()], { type: "text/csv" }), `${list.name}-selected.csv`);
  const only = rows.length === 1 ? rows[0]!.href : null;
  return (
    <section
      aria-label="Selected"
      className="sticky bottom-2 z-20 mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-line bg-panel px-4 py-2 shadow-float max-sm:bottom-18"
    >
      <p role="status">
        <span className="font-strong">{counted(rows.length, list.nouns)} selected</span>
        {totaled.map(({ id, header }) => (
          <span key={id} className="ml-3 whitespace-nowrap">
            <span className="text-ink-muted">{header} </span>
            <Money cents={cents(sums[id] ?? 0)} />
          </span>
        ))}
      </p>
      <span className="ml-auto flex flex-wrap gap-2">
        {act?.(rows)}
        {only ? <ButtonLink href={only}>Open</ButtonLink> : null}
        <Button icon={<Copy aria-hidden className="size-4" />} onClick={() => void copy()}>
          Copy
        </Button>
        <Button icon={<Download aria-hidden className="size-4" />} onClick={save}>
          CSV
        </Button>
        <Button tone="quiet" onClick={() => onSelect(nothingSelected)}>
          Select none
        </Button>
      </span>
    </section>
  );
}
