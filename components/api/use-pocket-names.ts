"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { pocketsQuery } from "./reads";

/** Names of pockets by id; until they are known, and for pockets that are not listed, the start of the id. */
export function usePocketNames(): (id: string) => string {
  const { data } = useQuery(pocketsQuery());
  return useCallback((id: string) => data?.items.find((pocket) => pocket.id === id)?.pocket_name ?? id.slice(0, 8), [data]);
}
