"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/api/request";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { useMay } from "@/components/ui/desk";
import { DraftsPanel } from "@/components/ui/drafts-panel";
import { ErrorPanel } from "@/components/ui/error-panel";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { Draft } from "@/lib/desk/drafts";
import { emptyTransfer, type TransferKind } from "@/lib/forms/transfer";
import { parseAmount, formatCents } from "@/lib/treasury/money";
import { kindOrder, kinds, readValues } from "./kinds";

const barredText = "Filing transfers needs the role initiator or admin.";

/** Choosing a kind begins the transfer: only then there is a draft, and its id stands in the address before anything is typed. */
export function StartTransfer() {
  const router = useRouter();
  const mayFile = useMay("transfers.file");
  const pocketName = usePocketNames();
  const [starting, setStarting] = useState<TransferKind | null>(null);
  const [error, setError] = useState<unknown>(null);

  const start = async (kind: TransferKind) => {
    if (starting) return;
    setStarting(kind);
    setError(null);
    try {
      const draft = await request<Draft>("/api/drafts", { method: "POST", body: { kind: "transfer", value: { ...emptyTransfer, kind } } });
      router.push(`/transfers/new/${draft.id}`);
    } catch (thrown) {
      setError(thrown);
      setStarting(null);
    }
  };

  return (
    <>
      <PageHeader title="New transfer" />
      <div className="flex max-w-2xl flex-col gap-4">
        {mayFile ? null : <Notice hue="quiet" title="You cannot file transfers">{barredText} What waits for you is under Approvals.</Notice>}
        {error ? <ErrorPanel error={error} /> : null}
        {mayFile ? (
          <DraftsPanel
            kind="transfer"
            read={(value) => {
              const values = readValues(value);
              return { title: titleOf(values), about: values.originPocketId ? `from ${pocketName(values.originPocketId)}` : null };
            }}
            href={(id) => `/transfers/new/${id}`}
            notDone="It was not filed"
          />
        ) : null}
        <Panel flush title="Start a new transfer">
          <ul>
            {kindOrder.map((kind) => (
              <li key={kind} className="border-b border-line last:border-0">
                <button
                  type="button"
                  onClick={() => mayFile && void start(kind)}
                  aria-disabled={!mayFile || (starting !== null && starting !== kind) || undefined}
                  aria-busy={starting === kind || undefined}
                  className={`touch flex w-full items-center justify-between gap-4 px-4 py-2.5 text-left -outline-offset-2 ${mayFile ? "hover:bg-sunken" : "text-ink-muted"}`}
                >
                  <span>
                    <span className="block font-strong">{kinds[kind].label}</span>
                    <span className="block text-small text-ink-muted">{kinds[kind].hint}</span>
                  </span>
                  {starting === kind ? <span className="text-small text-ink-muted">Opening…</span> : <ChevronRight aria-hidden className="size-4 flex-none text-ink-muted" />}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}

function titleOf({ kind, amountMode, amount, description }: ReturnType<typeof readValues>): string {
  const parsed = parseAmount(amount);
  const figure = amountMode === "everything" ? "everything" : parsed.ok ? formatCents(parsed.cents) : null;
  return [kinds[kind].label, figure, description.trim() || null].filter(Boolean).join(", ");
}
