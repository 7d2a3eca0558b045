"use client";

import { useSyncExternalStore } from "react";
import type { LiveState } from "./live-tab";

let known: LiveState = "connecting";
const listeners = new Set<() => void>();

export function setLiveState(state: LiveState): void {
  known = state;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => known, () => "connecting");

/**
 * How often a page reads by itself, in milliseconds: `alone` while nothing tells it what changed, seldom while the live
 * stream does. Never not at all: what is told nowhere, like a request filed at Jiko between two sweeps, shows up all the same.
 */
export const usePolling = (alone: number, live = 120_000): number => (useLiveState() === "live" ? Math.max(alone, live) : alone);
