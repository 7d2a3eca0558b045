"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useRouter } from "next/navigation";
import type { Draft } from "@/lib/desk/drafts";
import { ApiError } from "./error";
import { request } from "./request";
import { leaveForSignIn, leavingEvent } from "./sign-in";

export type Saving =
  | { state: "saved"; at: string }
  | { state: "saving" }
  /** Not saved; tried again by itself. */
  | { state: "failed"; message: string }
  /** Another tab or device was faster. */
  | { state: "conflict"; newer: Draft }
  /** Filed or discarded elsewhere. */
  | { state: "gone"; message: string };

const pauseMs = 500;
const retryMs = 5_000;

export interface DraftForm<Values> {
  values: Values;
  saving: Saving;
  change: (part: Partial<Values>) => void;
  /** Saves what is not saved yet; true when the server has all that was typed. */
  flush: () => Promise<boolean>;
  /** Settles a conflict: with what the server has, or with what stands here. */
  settle: (take: "theirs" | "mine") => void;
}

/**
 * The form, kept on the server while it is typed and nowhere else: what stays in a browser outlives a sign-out. Saves run
 * one after the other, each over the revision that the one before made. `read` makes a form of what a draft holds; it is a
 * function of a module, the same one every time.
 */
export function useDraft<Values extends object>(initial: Draft, read: (value: Record<string, unknown>) => Values): DraftForm<Values> {
  const [values, setValues] = useState(() => read(initial.value));
  const [saving, setSaving] = useState<Saving>({ state: "saved", at: initial.updatedAt });
  const latest = useRef(values);
  const revision = useRef(initial.revision);
  const dirty = useRef(false);
  const stopped = useRef(false);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flushRef = useRef<(keepalive?: boolean) => Promise<boolean>>(async () => true);

  const save = useCallback(
    async (keepalive: boolean): Promise<boolean> => {
      while (dirty.current && !stopped.current) {
        dirty.current = false;
        setSaving({ state: "saving" });
        try {
          const body = { value: latest.current, revision: revision.current };
          const next = await request<Draft>(`/api/drafts/${initial.id}`, { method: "PUT", body, keepalive });
          revision.current = next.revision;
          if (!dirty.current) setSaving({ state: "saved", at: next.updatedAt });
        } catch (error) {
          dirty.current = true;
          if (leaveForSignIn(error)) return false;
          const known = error instanceof ApiError ? error : null;
          if (known?.code === "conflict" && known.data) {
            stopped.current = true;
            setSaving({ state: "conflict", newer: known.data as Draft });
          } else if (known?.code === "not_found") {
            stopped.current = true;
            setSaving({ state: "gone", message: known.message });
          } else {
            setSaving({ state: "failed", message: known?.message ?? "This could not be saved." });
            timer.current = setTimeout(() => void flushRef.current(), retryMs);
          }
          return false;
        }
      }
      return !dirty.current;
    },
    [initial.id],
  );

  const flush = useCallback(
    (keepalive = false): Promise<boolean> => {
      clearTimeout(timer.current);
      running.current ??= save(keepalive).finally(() => {
        running.current = null;
      });
      return running.current;
    },
    [save],
  );

  useEffect(() => {
    flushRef.current = flush;
    const last = () => void flush(true);
    const hidden = () => document.visibilityState === "hidden" && last();
    window.addEventListener(leavingEvent, last);
    window.addEventListener("pagehide", last);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      last();
      window.removeEventListener(leavingEvent, last);
      window.removeEventListener("pagehide", last);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, [flush]);

  const change = useCallback(
    (part: Partial<Values>) => {
      latest.current = { ...latest.current, ...part };
      setValues(latest.current);
      dirty.current = true;
      if (stopped.current) return;
      // From the first key on: "saved" must never be read of something that is not.
      setSaving((before) => (before.state === "saved" ? { state: "saving" } : before));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [flush],
  );

  const settle = useCallback(
    (take: "theirs" | "mine") => {
      if (saving.state !== "conflict") return;
      const { newer } = saving;
      revision.current = newer.revision;
      stopped.current = false;
      if (take === "theirs") {
        latest.current = read(newer.value);
        setValues(latest.current);
        dirty.current = false;
        setSaving({ state: "saved", at: newer.updatedAt });
      } else {
        dirty.current = true;
        void flush();
      }
    },
    [saving, flush, read],
  );

  return { values, saving, change, flush: () => flush(), settle };
}

/** Drafts that were opened before: the router hands an old one back when someone goes back to it. */
const openedBefore = new WeakSet<Draft>();

/** False while a draft that the router kept from earlier is read anew. */
export function useFreshDraft(initial: Draft): boolean {
  const router = useRouter();
  const [first] = useState(() => ({ draft: initial, stale: openedBefore.has(initial) }));
  const waiting = first.stale && initial === first.draft;
  useEffect(() => {
    openedBefore.add(initial);
    if (waiting) router.refresh();
  }, [initial, waiting, router]);
  return !waiting;
}
