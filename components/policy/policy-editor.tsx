"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { ApiError } from "@/components/api/error";
import { leaveForSignIn } from "@/components/api/sign-in";
import { useCommand } from "@/components/api/use-command";
import { useDraft, useFreshDraft } from "@/components/api/use-draft";
import { CommandNotice, faultsOf } from "@/components/ui/command-notice";
import { ErrorPanel } from "@/components/ui/error-panel";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { QueryView } from "@/components/ui/query-view";
import { Conflict, SavingLine } from "@/components/ui/saving-line";
import { Notice } from "@/components/ui/status";
import { readPolicyForm, type PolicyForm } from "@/lib/approvals/policy/form";
import { contentOf } from "@/lib/approvals/policy/form-content";
import type { Draft } from "@/lib/desk/drafts";
import type { PolicyView } from "@/lib/desk/policy/types";
import { choicesOf } from "./choices";
import { PolicyFormFields } from "./form";
import { Gone } from "./gone";
import { namesOf } from "./names";
import { policyQuery, reviewQuery } from "./queries";
import { Review } from "./review";

const title = "Propose a policy";
const crumbs = [
  { href: "/policy", label: "Policy" },
  { href: "/policy/new", label: title },
];

export function PolicyEditor({ initial }: { initial: Draft }) {
  const fresh = useFreshDraft(initial);
  const query = useQuery(policyQuery());
  if (!fresh) return <PageSkeleton title={title} />;
  return (
    <QueryView query={query} what="the policy in force" loading={<PageSkeleton title={title} />}>
      {(view) => <Editor initial={initial} view={view} />}
    </QueryView>
  );
}

/** The server names places below `policy`, the form without it. */
const byPlace = (faults: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(faults).map(([field, message]) => [field.replace(/^policy\./, ""), message]));

function Editor({ initial, view }: { initial: Draft; view: PolicyView }) {
  const { id } = initial;
  const [client, router] = [useQueryClient(), useRouter()];
  const reviewed = useSearchParams().get("step") === "review";
  const { values, saving, change, flush, settle } = useDraft(initial, readPolicyForm);
  const { content, faults: typed } = contentOf(values);
  const review = useQuery({ ...reviewQuery(content), enabled: reviewed && typed.length === 0 });
  const proposing = useCommand("policy.propose", { onDone: () => router.push("/policy") });
  const { current: state } = proposing;
  const [faults, setFaults] = useState<Record<string, string>>({});
  // Nothing is called wrong while it is typed for the first time; after a look each place says what is wrong until it is right.
  const [looked, setLooked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [reviewing, setReviewing] = useState(false);
  const form = useRef<HTMLDivElement>(null);

  if (state.state === "done") return <PageSkeleton title="Policy" />;
  if (saving.state === "gone") return <Gone message={saving.message} />;

  const [names, choices] = [namesOf(view.known), choicesOf(view.known)];
  const go = (to: "review" | null) => window.history.pushState(null, "", `/policy/new/${id}${to ? `?step=${to}` : ""}`);
  const show = (found: Record<string, string>) => {
    // At once, because the field to go to is known by its fault alone.
    flushSync(() => {
      setLooked(true);
      setFaults(found);
    });
    form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid]")?.focus();
  };
  const listed = (some: readonly { field: string; message: string }[]) => byPlace(Object.fromEntries(some.map(({ field, message }) => [field, message])));
  const look = async () => {
    if (typed.length > 0) return show({});
    setReviewing(true);
    setError(null);
    try {
      if (!(await flush())) return;
      await client.fetchQuery({ ...reviewQuery(content), staleTime: 0 });
      setFaults({});
      proposing.reset();
      go("review");
      window.scrollTo(0, 0);
    } catch (thrown) {
      if (leaveForSignIn(thrown)) return;
      if (thrown instanceof ApiError && thrown.code === "invalid_input") show(listed(thrown.fields));
      else setError(thrown);
    } finally {
      setReviewing(false);
    }
  };

  // On an address that was opened at the review, the server may find faults there: they belong into the form.
  const opened = reviewed && review.error instanceof ApiError ? listed(review.error.fields) : {};
  const refused = byPlace(faultsOf(state));
  const ofRules = Object.keys({ ...refused, ...opened }).some((field) => field !== "note");
  const atReview = reviewed && typed.length === 0 && review.data !== undefined && !ofRules;
  const edit = (part: Partial<PolicyForm>) => {
    setFaults({});
    proposing.reset();
    if (reviewed) window.history.replaceState(null, "", `/policy/new/${id}`);
    change(part);
  };
  const propose = () => void proposing.run({ draftId: id, note: values.note, policy: content });

  return (
    <>
      <PageHeader title={atReview ? "Review the policy" : title} crumbs={crumbs} meta={<SavingLine saving={saving} />} />
      <div className="flex flex-col gap-4">
        {saving.state === "conflict" ? <Conflict at={saving.newer.updatedAt} onSettle={settle} /> : null}
        <CommandNotice state={state} failed="The policy was not proposed" fields={["note", ...(ofRules ? Object.keys(faultsOf(state)) : [])]} />
        {error ? <ErrorPanel error={error} what="the review" retry={() => void look()} retrying={reviewing} /> : null}
        {view.known.members && view.known.pockets ? null : (
          <Notice hue="waiting" title="Members or pockets cannot be chosen now">
            Jiko did not say who is on the team or which pockets there are. Rules that name them keep their ids.
          </Notice>
        )}
        {atReview ? (
          <Review
            view={view}
            content={content}
            names={names}
            note={values.note}
            noteFault={refused.note ?? null}
            onNote={(note) => {
              proposing.reset();
              change({ note });
            }}
            busy={state.state === "running" || state.state === "checking"}
            onBack={() => go(null)}
            onPropose={propose}
          />
        ) : reviewed && typed.length === 0 && review.isPending ? (
          <PageSkeleton title="Review the policy" />
        ) : (
          <div ref={form}>
            <PolicyFormFields
              values={values}
              change={edit}
              faults={{ ...opened, ...refused, ...faults, ...(looked ? listed(typed) : {}) }}
              choices={choices}
              names={names}
              onReview={() => void look()}
              reviewing={reviewing}
            />
          </div>
        )}
      </div>
    </>
  );
}
