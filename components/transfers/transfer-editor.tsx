"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useCommand, usePending } from "@/components/api/use-command";
import { useDraft, useFreshDraft } from "@/components/api/use-draft";
import { Button, ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Conflict, SavingLine } from "@/components/ui/saving-line";
import { Notice } from "@/components/ui/status";
import type { FileResult } from "@/lib/desk/commands/file";
import type { Draft } from "@/lib/desk/drafts";
import type { TransferValues } from "@/lib/forms/transfer";
import { EditorSkeleton } from "./editor-skeleton";
import { Effect } from "./effect";
import { Filed, Gone } from "./filed";
import { TransferForm } from "./form";
import { readValues } from "./kinds";
import { Review } from "./review";
import { useFacts } from "./use-facts";

interface EditorProps {
  initial: Draft;
  /** A filing of this draft whose outcome is not known yet. */
  pending: string | null;
}

export function TransferEditor({ initial, pending }: EditorProps) {
  if (!useFreshDraft(initial)) return <EditorSkeleton />;
  return <Editor initial={initial} pending={pending} />;
}

interface FileInput {
  draftId: string;
  values: TransferValues;
}

function Editor({ initial, pending }: EditorProps) {
  const { id } = initial;
  const router = useRouter();
  const step = useSearchParams().get("step");
  const { values, saving, change, flush, settle } = useDraft(initial, readValues);
  const facts = useFacts(values);
  const { checked } = facts;
  const filing = useCommand<FileInput, FileResult>("transfer.file", { doneMessage: "Filed. It waits for approval now." });
  const { current: state } = filing;
  // The id may be in use by an earlier attempt.
  const blockedBy = usePending(filing, pending);
  const [changedSince, setChangedSince] = useState<ReadonlySet<string>>(new Set());
  const [reviewing, setReviewing] = useState(false);

  if (state.state === "done") return <Filed id={id} now />;
  if (saving.state === "gone") return <Gone message={saving.message} />;

  const go = (to: "review" | null) => window.history.pushState(null, "", to ? `/transfers/new/${id}?step=${to}` : `/transfers/new/${id}`);
  const review = async () => {
    setReviewing(true);
    if (await flush()) {
      go("review");
      window.scrollTo(0, 0);
    }
    setReviewing(false);
  };
  const edit = (part: Partial<TransferValues>) => {
    setChangedSince((before) => new Set([...before, ...Object.keys(part)]));
    change(part);
  };
  const file = () => {
    setChangedSince(new Set());
    void filing.run({ draftId: id, values });
  };
  const refused = state.state === "refused" ? state : null;
  // Something stands at Jiko under this form's id: whoever is told "not filed" pays a second time.
  const standing = (refused?.data as { transferId?: string } | null | undefined)?.transferId;
  const fields = Object.fromEntries((refused?.error?.fields ?? []).filter(({ field }) => !changedSince.has(field)).map(({ field, message }) => [field, message]));
  const settled = facts.pockets.data !== undefined && (values.kind === "own" || facts.payees.data !== undefined);
  const atReview = step === "review" && checked.ok;

  return (
    <>
      <PageHeader
        title={atReview ? "Review the transfer" : "New transfer"}
        crumbs={[{ href: "/transfers/new", label: "New transfer" }]}
        meta={<SavingLine saving={saving} />}
      />
      <div className="flex flex-col gap-4">
        {saving.state === "conflict" ? <Conflict at={saving.newer.updatedAt} onSettle={settle} /> : null}
        {refused && !blockedBy ? (
          <div role="alert">
            <Notice hue="failed" title={standing ? "Another look is needed" : "The transfer was not filed"}>
              <p>{refused.message}</p>
              {standing ? <p><ButtonLink href={`/approvals/${standing}`}>See the transfer</ButtonLink></p> : null}
              {Object.values(fields).map((message) => <p key={message}>{message}</p>)}
              {refused.error?.reference ? <p className="text-small">Reference <span className="font-mono select-all">{refused.error.reference}</span></p> : null}
            </Notice>
          </div>
        ) : null}
        {state.state === "not_done" ? <div role="alert"><Notice hue="failed" title="The transfer was not filed">{state.message}</Notice></div> : null}
        {state.state === "checking" ? (
          <div className="flex max-w-2xl flex-col items-start gap-3">
            <Notice hue="waiting" title="We are checking whether the transfer was filed">
              <p>{state.message}</p>
              <p className="text-small">
                You can leave this page; the result stands here when you come back. Reference <span className="font-mono select-all">{state.commandId.slice(0, 8)}</span>
              </p>
            </Notice>
            <Button onClick={() => router.push("/approvals?tab=mine")}>See what you have filed</Button>
          </div>
        ) : (
          <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start">
            {atReview ? (
              <Review values={values} facts={facts} checked={checked} busy={state.state === "running"} onBack={() => go(null)} onFile={file} />
            ) : (
              <div className="flex min-w-0 flex-col gap-4">
                {step === "review" && settled && !checked.ok ? <Notice hue="waiting" title="Something is missing before this can be reviewed" /> : null}
                <TransferForm values={values} facts={facts} change={edit} refused={fields} onReview={() => void review()} reviewing={reviewing} />
              </div>
            )}
            <div className="lg:sticky lg:top-[calc(var(--shell-top)+1rem)]">
              <Effect values={values} facts={facts} />
            </div>
          </div>
        )}
      </div>
    </>
  );
}
