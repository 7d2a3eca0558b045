"use client";

import { HydrationBoundary, IsRestoringProvider, type DehydratedState } from "@tanstack/react-query";
import { createContext, startTransition, useCallback, useContext, useEffect, useState, type ReactNode } from "react";

const WakeContext = createContext<() => void>(() => undefined);

/**
 * Keeps the browser from reading anything until the page is alive. React wakes the shell before the page in it, which may still be
 * on its way: what the shell had read by then would be in the page's first render, and not in the HTML that it is compared with.
 */
export function UntilAwake({ children }: { children: ReactNode }) {
  const [awake, setAwake] = useState(false);
  // Everything that reads is rendered anew by this: in slices, so that whoever clicks meanwhile need not wait for all of it.
  const wake = useCallback(() => startTransition(() => setAwake(true)), []);
  return (
    <WakeContext value={wake}>
      <IsRestoringProvider value={!awake}>{children}</IsRestoringProvider>
    </WakeContext>
  );
}

/** A page, with what the server has read for it. Every page of the desk has one, since reading begins with it. */
export function PageState({ state, children }: { state?: DehydratedState; children: ReactNode }) {
  const wake = useContext(WakeContext);
  useEffect(wake, [wake]);
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}
