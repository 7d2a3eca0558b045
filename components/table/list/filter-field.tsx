"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { AmountField, FieldError, TextField } from "@/components/ui/field";
import { endsOf } from "@/lib/lists/address";
import type { ListColumn } from "@/lib/lists/types";
import { endNames, isRange } from "./filter-values";

interface FilterFieldProps {
  column: ListColumn;
  /** As the address has it; empty for a filter that was only just added. */
  typed: string;
  fault: string | undefined;
  /** Of an id, where the page knows what it can be. */
  choices: readonly (readonly [id: string, name: string])[] | undefined;
  /** Just added: its first field takes the focus. */
  fresh: boolean;
  onRemove: () => void;
}

/** The fields of one filter, made from the kind of its column, and the way to take it back. */
export function FilterField(props: FilterFieldProps) {
  const { column, onRemove } = props;
  return (
    <div className="flex min-w-0 items-start gap-1 max-sm:w-full">
      <div className="min-w-0 flex-1">
        <Control {...props} />
      </div>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove the filter ${column.header}`}
        className="touch mt-6 rounded-control p-1.5 text-ink-muted hover:bg-sunken hover:text-ink max-sm:px-3.5"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

function Control({ column, typed, fault, choices, fresh }: FilterFieldProps) {
  const { id, header, kind } = column;
  const ticks = { name: id, label: header, typed, fault, fresh };
  if (kind === "pocket") return <Pockets {...ticks} />;
  const known = kind === "choice" ? Object.entries(column.choices ?? {}) : choices;
  if (known) return <Ticks {...ticks} choices={known} />;
  if (!isRange(kind)) return <TextField label={header} name={id} defaultValue={typed} error={fault} autoFocus={fresh} maxLength={200} />;
  const ends = endsOf(typed);
  const Ends = kind === "money" ? AmountField : TextField;
  const type = kind === "instant" || kind === "day" ? "date" : "text";
  return (
    <div className="grid grid-cols-2 gap-2 sm:w-72">
      {endNames(id).map((name, end) => (
        <Ends
          key={name}
          label={`${header} ${end === 0 ? "from" : "to"}`}
          name={name}
          type={kind === "money" ? undefined : (type as never)}
          defaultValue={ends[end]}
          error={end === 0 ? fault : undefined}
          autoFocus={fresh && end === 0}
        />
      ))}
    </div>
  );
}

interface TicksProps {
  name: string;
  label: string;
  choices: readonly (readonly [value: string, word: string])[];
  typed: string;
  fault: string | undefined;
  fresh: boolean;
}

/** Several of a few. What the address has and nobody knows here is kept, as it stands. */
function Ticks({ name, label, choices, typed, fault, fresh }: TicksProps) {
  const id = useId();
  const chosen = typed.split(",").filter(Boolean);
  const unknown = chosen.filter((one) => !choices.some(([value]) => value === one)).map((one) => [one, one.slice(0, 8)] as const);
  return (
    <fieldset aria-describedby={fault ? `${id}-error` : undefined} className="max-w-136">
      <legend className="mb-1 text-table font-strong">{label}</legend>
      <div className="flex max-h-36 flex-wrap gap-x-3 gap-y-1 overflow-y-auto rounded-control border border-line px-2.5 py-1">
        {[...choices, ...unknown].map(([value, word], at) => (
          <label key={value} className="touch inline-flex items-center gap-1.5">
            <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} autoFocus={fresh && at === 0} className="size-4 accent-accent" />
            {word}
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} error={fault} />
    </fieldset>
  );
}

function Pockets(props: Omit<TicksProps, "choices">) {
  const pockets = useQuery(pocketsQuery()).data?.items;
  return <Ticks {...props} choices={pockets?.map(({ id, pocket_name }) => [id, pocket_name] as const) ?? []} />;
}
