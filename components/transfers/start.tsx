"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/api/request";
import { usePocketNames } from "@/components/api/use-pocket-names";
import { Button } from "@/components/ui/button";
import { Age, DateText } from "@/components/ui/date-text";
import { Dialog } from "@/components/ui/dialog";
import { useMay } from "@/components/ui/desk";
import { ErrorPanel } from "@/components/ui/error-panel";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { Draft } from "@/lib/desk/drafts";
import { emptyTransfer, type TransferKind } from "@/lib/forms/transfer";
import { parseAmount, formatCents } from "@/lib/treasury/money";
import { kindOrder, kinds, readValues } from "./kinds";
import { draftsQuery } from "./queries";

const barredText = "Filing transfers needs the role initiator or admin.";

/** Choosing a kind begins the transfer: only then there is a draft, and its id stands in the address before anything is typed. */
export function StartTransfer() {
  const router = useRouter();
  const mayFile = useMay("transfers.file");
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
        {mayFile ? <Drafts /> : null}
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

function Drafts() {
  const drafts = useQuery(draftsQuery());
  const pocketName = usePocketNames();
  const [discarding, setDiscarding] = useState<Draft | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!drafts.data?.items.length) return drafts.error ? <ErrorPanel error={drafts.error} what="your drafts" retry={() => void drafts.refetch()} /> : null;

  const discard = async () => {
    if (!discarding) return;
    setBusy(true);
    setError(null);
    try {
      await request(`/api/drafts/${discarding.id}`, { method: "DELETE" });
      await drafts.refetch();
      setDiscarding(null);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Panel flush title="Continue a draft">
      <ul>
        {drafts.data.items.map((draft) => {
          const values = readValues(draft.value);
          return (
            <li key={draft.id} className="relative flex items-center justify-between gap-4 border-b border-line px-4 py-2 last:border-0 hover:bg-sunken">
              <div className="min-w-0">
                <Link href={`/transfers/new/${draft.id}`} prefetch={false} className="font-strong after:absolute after:inset-0 hover:underline">
                  {titleOf(values)}
                </Link>
                <p className="text-small text-ink-muted">
                  {values.originPocketId ? `from ${pocketName(values.originPocketId)} · ` : null}
                  edited <DateText at={draft.updatedAt} />, <Age since={draft.updatedAt} />
                </p>
              </div>
              <Button tone="quiet" className="relative flex-none" onClick={() => setDiscarding(draft)}>
                Discard<span className="sr-only"> the draft {titleOf(values)}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <Dialog
        open={discarding !== null}
        onClose={() => !busy && setDiscarding(null)}
        title="Discard this draft?"
        urgent
        footer={
          <>
            <Button onClick={() => !busy && setDiscarding(null)}>Keep it</Button>
            <Button tone="danger" busy={busy} busyLabel="Discarding…" onClick={() => void discard()}>Discard</Button>
          </>
        }
      >
        <p>{discarding ? titleOf(readValues(discarding.value)) : null}. It was not filed; nothing else is lost.</p>
        {error ? <ErrorPanel error={error} /> : null}
      </Dialog>
    </Panel>
  );
}

function titleOf({ kind, amountMode, amount, description }: ReturnType<typeof readValues>): string {
  const parsed = parseAmount(amount);
  const figure = amountMode === "everything" ? "everything" : parsed.ok ? formatCents(parsed.cents) : null;
  return [kinds[kind].label, figure, description.trim() || null].filter(Boolean).join(", ");
}
