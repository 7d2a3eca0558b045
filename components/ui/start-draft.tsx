"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type ComponentProps } from "react";
import { request } from "@/components/api/request";
import type { Draft } from "@/lib/desk/drafts";
import { DraftsPanel } from "./drafts-panel";
import { ErrorPanel } from "./error-panel";
import { PageHeader } from "./page-header";
import { Panel } from "./panel";
import { Notice } from "./status";

interface StartDraftProps<Kind extends string> extends ComponentProps<typeof DraftsPanel> {
  header: ComponentProps<typeof PageHeader>;
  /** What is chosen between: "How is it paid?" */
  question: string;
  kinds: readonly { kind: Kind; label: string; hint: string }[];
  /** The empty form of a kind. */
  empty: (kind: Kind) => object;
  /** Why the viewer cannot begin; null where they can. */
  barred: { title: string; text: string } | null;
}

/** Choosing a kind begins a form: only then there is a draft, and its id stands in the address before anything is typed. */
export function StartDraft<Kind extends string>({ header, question, kinds, empty, barred, ...drafts }: StartDraftProps<Kind>) {
  const router = useRouter();
  const [starting, setStarting] = useState<Kind | null>(null);
  const [error, setError] = useState<unknown>(null);

  const start = async (kind: Kind) => {
    if (starting || barred) return;
    setStarting(kind);
    setError(null);
    try {
      const draft = await request<Draft>("/api/drafts", { method: "POST", body: { kind: drafts.kind, value: empty(kind) } });
      router.push(drafts.href(draft.id));
    } catch (thrown) {
      setError(thrown);
      setStarting(null);
    }
  };

  return (
    <>
      <PageHeader {...header} />
      <div className="flex max-w-2xl flex-col gap-4">
        {barred ? <Notice hue="quiet" title={barred.title}>{barred.text}</Notice> : null}
        {error ? <ErrorPanel error={error} /> : null}
        {barred ? null : <DraftsPanel {...drafts} />}
        <Panel flush title={question}>
          <ul>
            {kinds.map(({ kind, label, hint }) => (
              <li key={kind} className="border-b border-line last:border-0">
                <button
                  type="button"
                  onClick={() => void start(kind)}
                  aria-disabled={Boolean(barred) || (starting !== null && starting !== kind) || undefined}
                  aria-busy={starting === kind || undefined}
                  className={`touch flex w-full items-center justify-between gap-4 px-4 py-2.5 text-left -outline-offset-2 ${barred ? "text-ink-muted" : "hover:bg-sunken"}`}
                >
                  <span>
                    <span className="block font-strong">{label}</span>
                    <span className="block text-small text-ink-muted">{hint}</span>
                  </span>
                  {starting === kind ? (
                    <span className="text-small text-ink-muted">Opening…</span>
                  ) : (
                    <ChevronRight aria-hidden className="size-4 flex-none text-ink-muted" />
                  )}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}
