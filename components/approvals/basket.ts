"use client";

import { useSyncExternalStore } from "react";
import type { ApprovalView } from "@/lib/approvals/types";

/** A request that was opened and read, and is to be signed together with others. */
export interface Collected {
  view: ApprovalView;
  acknowledged: string[];
}

/**
 * Requests that the approver laid aside to sign with one gesture. Only in this page's memory: what is not on screen any more
 * after a reload has to be opened again.
 */
let collected: readonly Collected[] = [];
const none: readonly Collected[] = [];
const listeners = new Set<() => void>();

function put(next: readonly Collected[]): void {
  collected = next;
  for (const listener of listeners) listener();
}

export const collect = (one: Collected): void => put([...collected.filter(({ view }) => view.request.id !== one.view.request.id), one]);
export const drop = (ids: readonly string[]): void => put(collected.filter(({ view }) => !ids.includes(view.request.id)));

export const useCollected = (): readonly Collected[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => collected,
    () => none,
  );
