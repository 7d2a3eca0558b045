"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { ApiError } from "@/components/api/error";
import { leaveForSignIn } from "@/components/api/sign-in";
import { useCommand, usePending } from "@/components/api/use-command";
import { useDraft, useFreshDraft } from "@/components/api/use-draft";
import { ErrorPanel } from "@/components/ui/error-panel";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Conflict, SavingLine } from "@/components/ui/saving-line";
import { Notice } from "@/components/ui/status";
import type { PayeeResult } from "@/lib/desk/commands/payees";
import type { Draft } from "@/lib/desk/drafts";
import { readPayee, type PayeeField, type PayeeValues } from "@/lib/forms/payee";
import { Added, Gone } from "./added";
import type { Country } from "./address-fields";
import { PayeeForm } from "./form";
import { reviewQuery } from "./queries";
import { Review } from "./review";

interface EditorProps {
  initial: Draft;
  /** A saving of this form whose outcome is not known yet. */
  pending: string | null;
  countries: readonly Country[];
}

export function PayeeEditor(props: EditorProps) {
  if (!useFreshDraft(props.initial)) return <PageSkeleton title="Add a payee" />;
  return <Editor {...props} />;
}

interface AddInput {
  draftId: string;
  values: PayeeValues;
  seen: string[];
  salt: string;
}

const crumbs = [
  { href: "/counterparties", label: "Payees" },
  { href: "/counterparties/new", label: "Add a payee" },
];

function Editor({ initial, pending, countries }: EditorProps) {
  const { id } = initial;
  const client = useQueryClient();
  const step = useSearchParams().get("step");
  const { values, saving, change, flush, settle } = useDraft(initial, readPayee);
  const review = useQuery({ ...reviewQuery(values), enabled: step === "review" });
  const adding = useCommand<AddInput, PayeeResult>("payee.add", { doneMessage: "The payee is at Jiko." });
  const { current: state } = adding;
  const blockedBy = usePending(adding, pending);
  const [faults, setFaults] = useState<Partial<Record<PayeeField, string>>>({});
  const [error, setError] = useState<unknown>(null);
  const [reviewing, setReviewing] = useState(false);
  const form = useRef<HTMLDivElement>(null);

  if (state.state === "done") return <Added payeeId={state.result?.payeeId ?? null} />;
  if (saving.state === "gone") return <Gone message={saving.message} />;

  const go = (to: "review" | null) => window.history.pushState(null, "", `/counterparties/new/${id}${to ? `?step=${to}` : ""}`);
  const refuse = (thrown: unknown) => {
    const known = thrown instanceof ApiError ? thrown : null;
    if (known?.code !== "invalid_input") return setError(thrown);
    // At once, because the field to go to is known by its fault alone.
    flushSync(() => setFaults(Object.fromEntries(known.fields.map(({ field, message }) => [field, message]))));
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  };
  const look = async () => {
    setReviewing(true);
    setError(null);
    try {
      if (!(await flush())) return;
      await client.fetchQuery({ ...reviewQuery(values), staleTime: 0 });
      setFaults({});
      adding.reset();
      go("review");
      window.scrollTo(0, 0);
    } catch (thrown) {
      if (!leaveForSignIn(thrown)) refuse(thrown);
    } finally {
      setReviewing(false);
    }
  };
  const add = () => void adding.run({ draftId: id, values, seen: review.data!.findings.map(({ key }) => key), salt: crypto.randomUUID() });

  const refused = state.state === "refused" && !blockedBy ? state : null;
  // On an address that was opened at the review, the server may find faults there: they belong into the form.
  const opened = step === "review" && review.error instanceof ApiError && review.error.code === "invalid_input" ? review.error : null;
  const ofServer = Object.fromEntries([...(opened?.fields ?? []), ...(refused?.error?.fields ?? [])].map(({ field, message }) => [field, message]));
  const unplaced = (refused?.error?.fields ?? []).filter(({ field }) => !(field in values));
  const edit = (part: Partial<PayeeValues>) => {
    // What was said about the form as it was goes with the first change, but for the other fields.
    setFaults((before) => Object.fromEntries(Object.entries({ ...ofServer, ...before }).filter(([field]) => !(field in part))));
    adding.reset();
    if (step === "review") window.history.replaceState(null, "", `/counterparties/new/${id}`);
    change(part);
  };
  const atReview = step === "review" && review.data !== undefined && Object.keys(ofServer).length === 0;

  return (
    <>
      <PageHeader title={atReview ? "Review the payee" : "Add a payee"} crumbs={crumbs} meta={<SavingLine saving={saving} />} />
      <div className="flex flex-col gap-4">
        {saving.state === "conflict" ? <Conflict at={saving.newer.updatedAt} onSettle={settle} /> : null}
        {refused || state.state === "not_done" ? (
          <div role="alert">
            <Notice hue="failed" title="The payee was not added">
              <p>{refused?.message ?? (state.state === "not_done" ? state.message : null)}</p>
              {unplaced.map(({ field, message }) => (
                <p key={field}>{message}</p>
              ))}
              {refused?.error?.reference ? (
                <p className="text-small">Reference <span className="font-mono select-all">{refused.error.reference}</span></p>
              ) : null}
            </Notice>
          </div>
        ) : null}
        {error ? <ErrorPanel error={error} what="the review" retry={() => void look()} retrying={reviewing} /> : null}
        {state.state === "checking" ? (
          <Notice hue="waiting" title="We are checking whether the payee was added">
            <p>{state.message}</p>
            <p className="text-small">
              You can leave this page; the result stands here when you come back. Reference <span className="font-mono select-all">{state.commandId.slice(0, 8)}</span>
            </p>
          </Notice>
        ) : atReview ? (
          <Review
            key={review.data!.findings.map(({ key }) => key).join()}
            values={values}
            review={review.data!}
            busy={state.state === "running"}
            onBack={() => go(null)}
            onAdd={add}
          />
        ) : step === "review" && review.isPending ? (
          <PageSkeleton title="Review the payee" />
        ) : (
          <div ref={form}>
            {step === "review" && review.error && !opened ? (
              <div className="mb-4">
                <ErrorPanel error={review.error} what="the review" retry={() => void review.refetch()} retrying={review.isFetching} />
              </div>
            ) : null}
            <PayeeForm
              values={values}
              change={edit}
              faults={{ ...ofServer, ...faults }}
              countries={countries}
              onReview={() => void look()}
              reviewing={reviewing}
            />
          </div>
        )}
      </div>
    </>
  );
}
