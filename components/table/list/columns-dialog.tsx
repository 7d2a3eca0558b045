"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useCommand } from "@/components/api/use-command";
import { CommandDialog } from "@/components/ui/command-dialog";
import type { ListDefinition } from "@/lib/lists/types";

interface ColumnsDialogProps {
  list: ListDefinition;
  shown: readonly string[];
  onDone: () => void;
  onClose: () => void;
}

const moved = (all: readonly string[], from: number, to: number): string[] => {
  const next = [...all];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
};

/** Which columns are shown and in which order, kept for the person. What names the rows cannot be left out. */
export function ColumnsDialog({ list, shown, onDone, onClose }: ColumnsDialogProps) {
  const [order, setOrder] = useState<readonly string[]>(() => [...shown, ...list.columns.map(({ id }) => id).filter((id) => !shown.includes(id))]);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(shown));
  const { run, current, reset } = useCommand<{ list: string; columns: readonly string[] }>("columns.set", {
    onDone,
    doneMessage: "Your columns are kept.",
  });
  const usual = list.columns.filter((column) => column.shown).map(({ id }) => id);
  const chosen = order.filter((id) => ticked.has(id));
  const step = (at: number, by: number) => setOrder(moved(order, at, at + by));
  return (
    <CommandDialog
      open
      title="Columns"
      state={current}
      failed="Your columns were not kept"
      submit="Keep these columns"
      busyLabel="Keeping…"
      onSubmit={() => void run({ list: list.name, columns: chosen.join() === usual.join() ? [] : chosen })}
      onEdit={reset}
      onClose={onClose}
    >
      <ul aria-label="Columns, in their order">
        {order.map((id, at) => {
          const { header, rowHeader } = list.columns.find((column) => column.id === id)!;
          return (
            <li key={id} className="flex items-center gap-1 border-b border-line last:border-0">
              <label className="touch flex flex-1 items-center gap-2 py-1">
                <input
                  type="checkbox"
                  checked={ticked.has(id)}
                  disabled={rowHeader}
                  onChange={({ target }) => setTicked(new Set(target.checked ? [...ticked, id] : [...ticked].filter((one) => one !== id)))}
                  className="size-4 accent-accent"
                />
                {header}
              </label>
              <Step label={`Move ${header} up`} barred={at === 0} onClick={() => step(at, -1)} icon={<ArrowUp aria-hidden className="size-4" />} />
              <Step label={`Move ${header} down`} barred={at === order.length - 1} onClick={() => step(at, 1)} icon={<ArrowDown aria-hidden className="size-4" />} />
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        className="link touch self-start"
        onClick={() => {
          setOrder([...usual, ...order.filter((id) => !usual.includes(id))]);
          setTicked(new Set(usual));
        }}
      >
        The usual columns
      </button>
    </CommandDialog>
  );
}

/** Stays focusable at the end of the list, so that somebody who moves a column there by keyboard is not thrown out. */
function Step({ label, barred, onClick, icon }: { label: string; barred: boolean; onClick: () => void; icon: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={barred || undefined}
      onClick={() => !barred && onClick()}
      className="touch rounded-control p-1.5 hover:bg-sunken aria-disabled:opacity-40 max-sm:px-3.5"
    >
      {icon}
    </button>
  );
}
