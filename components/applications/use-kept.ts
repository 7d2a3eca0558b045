"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { draftsQuery } from "@/components/api/drafts";
import { ApiError } from "@/components/api/error";
import { request } from "@/components/api/request";
import { leaveForSignIn, leavingEvent } from "@/components/api/sign-in";
import type { Saving } from "@/components/api/use-draft";
import type { Draft } from "@/lib/desk/drafts";

type Values = Record<string, unknown>;
interface Kept {
  applicationId: string;
  /** What was typed and is not at Jiko yet, by step or person. */
  forms: Record<string, Values>;
}

const pauseMs = 500;
const asKept = ({ value }: Draft): Kept | null => (typeof value.applicationId === "string" && typeof value.forms === "object" ? (value as unknown as Kept) : null);

/** What was typed of an application before and did not reach Jiko; undefined until it is known. */
export function useKeptForms(applicationId: string): { draft: Draft | null; forms: Kept["forms"] } | undefined {
  const drafts = useQuery({ ...draftsQuery("application"), refetchOnWindowFocus: false });
  if (!drafts.data && !drafts.error) return undefined;
  const draft = drafts.data?.items.find((one) => asKept(one)?.applicationId === applicationId) ?? null;
  return { draft, forms: (draft && asKept(draft)?.forms) ?? {} };
}

/**
 * Keeps one form of an application on the server while it is typed: all forms of one application lie in one draft, sealed,
 * because there are identification numbers among them. Another tab's forms are left as they are; of the same form the last
 * one typed stays. `drop` takes the form out once Jiko has it.
 */
export function useKeeper(applicationId: string, form: string, known: { draft: Draft | null }) {
  const client = useQueryClient();
  const [saving, setSaving] = useState<Saving | null>(null);
  const draft = useRef(known.draft);
  const latest = useRef<Values | null | undefined>(undefined);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const flushRef = useRef<(keepalive?: boolean) => Promise<void>>(async () => undefined);

  const write = useCallback(
    async (keepalive: boolean): Promise<void> => {
      while (latest.current !== undefined) {
        const values = latest.current;
        latest.current = undefined;
        setSaving({ state: "saving" });
        const others = Object.entries((draft.current && asKept(draft.current)?.forms) ?? {}).filter(([name]) => name !== form);
        const value: Kept = { applicationId, forms: Object.fromEntries(values ? [...others, [form, values]] : others) };
        try {
          if (!draft.current && !values) return setSaving(null);
          draft.current = draft.current
            ? await request<Draft>(`/api/drafts/${draft.current.id}`, { method: "PUT", keepalive, body: { value, revision: draft.current.revision } })
            : await request<Draft>("/api/drafts", { method: "POST", keepalive, body: { kind: "application", value } });
          const saved = draft.current;
          // The next form begins with what stands here, and must not find what was dropped.
          client.setQueryData(draftsQuery("application").queryKey, (before) => ({
            items: [saved, ...(before?.items ?? []).filter(({ id }) => id !== saved.id)],
          }));
          setSaving(values ? { state: "saved", at: saved.updatedAt } : null);
        } catch (error) {
          if (leaveForSignIn(error)) return;
          const fault = error instanceof ApiError ? error : null;
          // Not over what was typed since.
          latest.current ??= values;
          if (fault?.code === "conflict" && fault.data) draft.current = fault.data as Draft;
          else if (fault?.code === "not_found") draft.current = null;
          else {
            setSaving({ state: "failed", message: fault?.message ?? "This could not be saved." });
            timer.current = setTimeout(() => void flushRef.current(), 5_000);
            return;
          }
        }
      }
    },
    [applicationId, form, client],
  );

  const flush = useCallback(
    (keepalive = false): Promise<void> => {
      clearTimeout(timer.current);
      running.current ??= write(keepalive).finally(() => {
        running.current = null;
      });
      return running.current;
    },
    [write],
  );

  useEffect(() => {
    flushRef.current = flush;
    const last = () => void (latest.current !== undefined && flush(true));
    window.addEventListener(leavingEvent, last);
    window.addEventListener("pagehide", last);
    return () => {
      last();
      window.removeEventListener(leavingEvent, last);
      window.removeEventListener("pagehide", last);
    };
  }, [flush]);

  const keep = useCallback(
    (values: Values) => {
      latest.current = values;
      setSaving({ state: "saving" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), pauseMs);
    },
    [flush],
  );
  const drop = useCallback(async () => {
    latest.current = null;
    await flush();
  }, [flush]);

  return { saving, keep, drop };
}
