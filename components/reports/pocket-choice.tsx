"use client";

import clsx from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { QueryView, type QueryLike } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { statusWord } from "@/components/ui/status";
import type { Pocket } from "@/lib/jiko/pockets";

interface PocketChoiceProps {
  pockets: QueryLike<{ items: Pocket[] }>;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  error: string | undefined;
  hint: string;
}

/** Any number of pockets, closed ones too: a report may look back. */
export function PocketChoice({ pockets, chosen, onChange, error, hint }: PocketChoiceProps) {
  const id = useId();
  return (
    <fieldset aria-describedby={clsx(`${id}-hint`, error && `${id}-error`)}>
      <legend className="mb-1 text-table font-strong">Pockets</legend>
      <span id={`${id}-hint`} className="mb-1 block text-small text-ink-muted">{hint}</span>
      <QueryView
        query={pockets}
        what="the pockets"
        loading={
          <Loading what="the pockets" className="flex flex-col gap-2">
            {[1, 2, 3, 4].map((i) => <Skeleton key={i} width="14ch" />)}
          </Loading>
        }
      >
        {({ items }) => {
          const all = items.map((pocket) => pocket.id);
          const every = all.every((one) => chosen.includes(one));
          return (
            <>
              <ul className="mb-2 grid gap-x-6 sm:grid-cols-2">
                {items.map((pocket) => (
                  <li key={pocket.id}>
                    <label className="touch flex items-center gap-2 py-1">
                      <input
                        type="checkbox"
                        name="pocket"
                        value={pocket.id}
                        checked={chosen.includes(pocket.id)}
                        onChange={({ target }) => onChange(target.checked ? [...chosen, pocket.id] : chosen.filter((one) => one !== pocket.id))}
                        aria-invalid={error ? true : undefined}
                        className="size-4 flex-none accent-accent"
                      />
                      <span>
                        {pocket.pocket_name}
                        {pocket.status === "OPEN" ? null : <span className="text-ink-muted"> ({statusWord("pocket", pocket.status).toLowerCase()})</span>}
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
              {items.length > 1 ? <Button onClick={() => onChange(every ? [] : all)}>{every ? "Choose none" : "Choose all"}</Button> : null}
            </>
          );
        }}
      </QueryView>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
