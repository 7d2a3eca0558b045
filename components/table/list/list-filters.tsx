"use client";

import { ListFilter as Icon, Search, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Menu, menuItem } from "@/components/ui/menu";
import type { ListColumn } from "@/lib/lists/types";
import { FilterField } from "./filter-field";
import { typedOf } from "./filter-values";
import type { ListPlace, useListAddress } from "./use-list-address";

/** What an id that the list is narrowed to stands for, in words and with a way there. */
export type IdLines = Readonly<Record<string, (id: string) => ReactNode>>;
/** What an id can be, where a page knows them all: chosen by name instead of typed. */
export type IdChoices = Readonly<Record<string, readonly (readonly [id: string, name: string])[]>>;

interface ListFiltersProps {
  place: ListPlace;
  address: ReturnType<typeof useListAddress>;
  /** False while the list is Jiko's own, which cannot be filtered. */
  filterable: boolean;
  idLines: IdLines;
  choices: IdChoices;
  /** Further menus of the list, at the end of the line. */
  children: ReactNode;
}

/** The filters that are set, a way to add others, and words to search for. What is typed becomes the address by Enter or by the button. */
export function ListFilters({ place, address, filterable, idLines, choices, children }: ListFiltersProps) {
  const { list, typed, faults } = place;
  const [added, setAdded] = useState<string | null>(null);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  // What only other pages lead to is told in a line of its own; nobody types it.
  const fields = list.columns.filter((column) => column.filterable && !Object.hasOwn(idLines, column.id));
  const shown = fields.filter(({ id }) => (id in typed || id === added) && !removed.includes(id));
  const ids = list.columns.filter(({ id }) => Object.hasOwn(idLines, id) && id in typed);

  const remove = (id: string) => {
    setRemoved([...removed, id]);
    if (added === id) setAdded(null);
    // One that was not applied yet changes nothing: there is nowhere to go.
    if (id in typed) address.go(address.hrefWith({ typed: { ...typed, [id]: "" } }));
  };
  const add = (id: string) => {
    setAdded(id);
    setRemoved(removed.filter((one) => one !== id));
  };
  return (
    <>
      {/* The menus hold forms of their own, which cannot stand inside this one: both are laid out by the line around them. */}
      <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-3">
        <form
          role="search"
          aria-label={`Filter the ${list.nouns[1]}`}
          onSubmit={(event) => {
            event.preventDefault();
            address.go(address.hrefWith({ typed: typedOf(list, new FormData(event.currentTarget)) }));
          }}
          className="contents"
        >
          <label className="relative min-w-48 flex-1 sm:max-w-80">
            <span className="sr-only">Search the {list.nouns[1]}</span>
            <Search aria-hidden className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-4 text-ink-muted" />
            <input type="search" name="q" defaultValue={typed.q} maxLength={200} placeholder="Search" autoComplete="off" className="control pl-8" />
          </label>
          <Button type="submit" busy={address.busy} busyLabel="Filtering…" barred={filterable ? null : "Filters come with the desk's copy."}>
            Filter
          </Button>
          <AddFilter left={fields.filter((column) => !shown.includes(column))} onAdd={add} />
          {shown.length > 0 ? (
            <div className="panel order-last flex basis-full flex-wrap items-start gap-x-6 gap-y-3 px-4 py-3">
              {shown.map((column) => (
                <FilterField
                  key={column.id}
                  column={column}
                  typed={typed[column.id] ?? ""}
                  fault={faults[column.id]}
                  choices={choices[column.id]}
                  fresh={column.id === added}
                  onRemove={() => remove(column.id)}
                />
              ))}
              {Object.keys(typed).length > 0 ? (
                <Link href={address.hrefWith({ typed: {} })} className="link touch inline-flex items-center self-end py-1.5">
                  Clear the filters
                </Link>
              ) : null}
            </div>
          ) : null}
          {ids.map(({ id }) => (
            <input key={id} type="hidden" name={id} value={typed[id]} />
          ))}
        </form>
        <span className="flex flex-wrap gap-2 sm:ml-auto">{children}</span>
      </div>
      {ids.length > 0 ? (
        <ul aria-label="Narrowed to" className="mb-3 flex flex-col gap-2">
          {ids.map(({ id }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-info-soft px-3 py-2">
              {faults[id] ? <span>{faults[id]}</span> : idLines[id]!(typed[id]!)}
              <Link href={address.hrefWith({ typed: { ...typed, [id]: "" } })} className="link touch ml-auto inline-flex items-center gap-1">
                <X aria-hidden className="size-3.5" />
                Show all again
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function AddFilter({ left, onAdd }: { left: readonly ListColumn[]; onAdd: (id: string) => void }) {
  if (left.length === 0) return null;
  return (
    <Menu label="Add a filter" icon={<Icon aria-hidden className="size-4" />}>
      {(close) => (
        <ul>
          {left.map(({ id, header }) => (
            <li key={id}>
              <button
                type="button"
                className={menuItem}
                onClick={() => {
                  // The menu gives the focus back to its button first; then the new field takes it.
                  close();
                  onAdd(id);
                }}
              >
                {header}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Menu>
  );
}
