"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { Permission } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/session";

/** Which Jiko the desk talks to. */
export type EnvironmentKind = "production" | "sandbox" | "local";

/** What every page behind the session knows: given once by the server, so that both sides write dates and roles alike. */
export interface Desk {
  viewer: Viewer;
  environment: EnvironmentKind;
  /** IANA name; defines today, month and the hours that are shown. */
  timeZone: string;
  /** The bank's calendar day when the page was made, `YYYY-MM-DD`. */
  today: string;
  /** When the page was made, in milliseconds since 1970. */
  made: number;
  /** Milliseconds that the bank's clock is ahead of real time; none but at a sandbox whose clock was moved. */
  bankAhead: number;
}

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ value, children }: { value: Desk; children: ReactNode }) {
  return <DeskContext value={value}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("useDesk needs the desk's layout around it");
  return desk;
}

/** Whether the viewer holds a permission. The server decides; this only explains beforehand. */
export const useMay = (permission: Permission): boolean => useDesk().viewer.permissions.includes(permission);

/** The sentence why the viewer lacks a permission; null where they hold it. */
export const useBarred = (permission: Permission): string | null => useDesk().viewer.barred[permission] ?? null;
