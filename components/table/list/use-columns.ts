"use client";

import { useQuery } from "@tanstack/react-query";
import type { ListColumn } from "@/lib/lists/types";
import { viewsQuery } from "./queries";
import type { ListPlace } from "./use-list-address";

/** The columns to show, in their order: those of the address, else those that the person keeps, else the usual ones. */
export function useColumns({ list, columns: addressed }: ListPlace): { columns: readonly ListColumn[]; shown: readonly string[] } {
  const kept = useQuery(viewsQuery(list)).data?.columns;
  const usual = list.columns.filter(({ shown }) => shown).map(({ id }) => id);
  const wanted = addressed ?? kept ?? usual;
  const found = wanted.flatMap((id) => list.columns.find((column) => column.id === id) ?? []);
  // Without the column that names the rows, nothing would lead to their pages.
  const name = list.columns.find(({ rowHeader }) => rowHeader)!;
  const columns = found.includes(name) ? found : [name, ...found];
  return { columns, shown: columns.map(({ id }) => id) };
}
