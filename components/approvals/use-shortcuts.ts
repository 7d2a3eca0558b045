"use client";

import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";

/** What the page does for a key, with the words of the help. */
export type Shortcuts = readonly { keys: readonly string[]; what: string; run: () => void }[];

const typing = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const listeners = new Set<() => void>();
const cookie = /(?:^|; )keys=off/;

/** Single keys can be switched off (WCAG 2.1.4): speech input would press them by accident. Kept like the theme is. */
export function useKeysOn(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(
    useCallback((listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }, []),
    () => !cookie.test(document.cookie),
    () => true,
  );
  const set = useCallback((next: boolean) => {
    const secure = window.location.protocol === "https:" ? "; secure" : "";
    document.cookie = `keys=${next ? "" : "off"}; path=/; max-age=${next ? 0 : 31_536_000}; samesite=lax${secure}`;
    for (const listener of listeners) listener();
  }, []);
  return [on, set];
}

/** Single-key shortcuts of a page: silent while something is typed, while a dialog is open, and with any modifier. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  const [on] = useKeysOn();
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      if (document.querySelector("dialog[open]")) return;
      const found = latest.current.find(({ keys }) => keys.includes(event.key));
      if (!found || (!on && event.key !== "?")) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}
