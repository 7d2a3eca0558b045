"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { jikoQuery } from "@/components/api/jiko";
import { usePolling } from "@/components/api/live-state";
import { openRequestsQuery } from "@/components/api/reads";
import { usedBefore } from "@/components/api/step-up";
import { useParked } from "@/components/api/use-parked";
import { useWaiting } from "@/components/api/waiting";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { useDesk } from "@/components/ui/desk";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Notice, Status, statusWord } from "@/components/ui/status";
import { queueOf } from "@/lib/approvals/tabs";
import { decisionInput, type ApprovalView, type DecisionAction, type DecisionInput, type SubjectChanged } from "@/lib/approvals/types";
import type { transferRequestsGet } from "@/lib/jiko/transfer-requests";
import { Actions, notYet } from "./actions";
import { ApprovalSkeleton } from "./approval-skeleton";
import { collect, drop, useCollected } from "./basket";
import { Changed } from "./changed";
import { DecisionDialog } from "./decision-dialogs";
import { Evidence } from "./evidence";
import { Findings } from "./findings";
import { Keys } from "./keys-dialog";
import { Movements } from "./movements";
import { Checking, Course, Ended } from "./outcome";
import { hasMoved, placeOf, shortly } from "./queue";
import { Refile } from "./refile";
import { SignOffs } from "./sign-offs";
import { Subject } from "./subject";
import { useApproval } from "./use-approval";
import { useDecision } from "./use-decision";
import { useFreeze } from "./use-freeze";
import { useShortcuts } from "./use-shortcuts";
import { useSign } from "./use-sign";
import { titleOf } from "./words";

const running = (status: string) => status === "APPROVED" || status === "PROCESSING";

/**
 * Follows a request that nobody on this screen is about to sign: one that runs, or that waits for others. Only then may
 * figures change by themselves.
 */
function useCourse(view: ApprovalView | null, look: () => Promise<unknown>) {
  const status = view?.request.status ?? "";
  const waitsForOthers = status === "PENDING_APPROVAL" && Boolean(view?.barred.approve && view.barred.reject) && !view?.pending;
  // What Jiko does with a request that runs is told by webhooks at best: it is followed by asking all the same.
  const poll = usePolling(running(status) ? 3_000 : 10_000, running(status) ? 5_000 : 60_000);
  const { data: latest } = useQuery({
    ...jikoQuery<typeof transferRequestsGet>(`/v1/transfer-requests/${view?.request.id}`),
    enabled: running(status) || waitsForOthers,
    refetchInterval: poll,
    staleTime: 0,
  });
  const moved = Boolean(latest && view && (running(status) || waitsForOthers) && hasMoved(view.request, latest));
  useEffect(() => {
    if (!moved || !latest) return;
    if (latest.status !== status) announce(`${statusWord("transfer", latest.status)}.`);
    void look();
    // Once for each new state that Jiko reports.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [moved, latest]);
}

interface ApprovalProps {
  id: string;
  initial: ApprovalView | null;
  /** What surrounds the request: stands below what is decided upon, above the buttons. */
  notes: ReactNode;
}

export function Approval({ id, initial, notes }: ApprovalProps) {
  const { view: read, error, looking, look } = useApproval(id, initial);
  const view = useFreeze(read, look);
  useCourse(view, look);
  if (!view && error) return <ErrorPanel error={error} what="this request" retry={() => void look()} retrying={looking} />;
  if (!view) return <ApprovalSkeleton />;
  return <Shown view={view} look={look} looking={looking} error={error} notes={notes} />;
}

const stepLook = "touch inline-flex min-w-8 items-center justify-center rounded-control border border-line-strong max-sm:min-w-11";

interface ShownProps {
  view: ApprovalView;
  look: () => Promise<ApprovalView | null>;
  looking: boolean;
  error: unknown;
  notes: ReactNode;
}

function Shown({ view, look, looking, error, notes }: ShownProps) {
  const { viewer } = useDesk();
  const router = useRouter();
  const { request, snapshot, pending } = view;
  const [open, setOpen] = useState<DecisionAction | null>(null);
  const [keys, setKeys] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const decision = useDecision(() => void look());
  const { state, action } = decision;
  const signing = useSign();
  // The sign-in stands in place of a passkey.
  const returned = useParked(`/approvals/${request.id}`, (input, step) => {
    const { nonce, ...given } = input as unknown as DecisionInput & { nonce: string };
    decision.decide("approve", { ...given, gesture: { kind: "fresh-sign-in", nonce, stepUp: step } });
  });
  const acknowledge = snapshot.context.policy.acknowledge;
  const unticked = acknowledge.filter((code) => !ticked.has(code)).length;
  const collected = useCollected().some((one) => one.view.request.id === request.id);

  // The navigation reads this list for its count anyway; the page itself asks for nothing while it waits for a decision.
  const { data: list } = useQuery({ ...openRequestsQuery(), refetchOnMount: false });
  const place = placeOf(queueOf(list?.items ?? [], viewer, useWaiting()), request.id);
  const listed = list?.items.find((one) => one.id === request.id) ?? null;
  const waits = request.status === "PENDING_APPROVAL";
  const mayAct = view.barred.approve === null || view.barred.reject === null;
  // Off the list it is only where the list has no more pages.
  const told = list !== undefined && (listed !== null || !list.next_page);
  const moved = waits && mayAct && told && state.state === "idle" && hasMoved(request, listed);

  const { watch } = decision;
  useEffect(() => {
    if (pending) watch(pending.action, pending.commandId);
    // `watch` does nothing while something is under way, so only the command matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pending?.commandId]);

  const again = async () => {
    setOpen(null);
    // What was ticked was ticked for what was shown then.
    setTicked(new Set());
    drop([request.id]);
    if (await look()) decision.reset();
  };
  const act = (next: DecisionAction) => {
    const ready = waits && view.barred[next] === null && state.state === "idle" && !looking;
    if (!ready || (next === "approve" && notYet(view, unticked) !== null)) return;
    signing.clear();
    setOpen(next);
  };
  const expired = snapshot.context.policy.expiresAt !== null && snapshot.context.policy.expiresAt <= snapshot.context.asOf;
  const own = request.created_by.member_id === viewer.memberId && viewer.permissions.includes("transfers.file");
  const refiles = own && (waits ? expired : ["REJECTED", "CANCELED", "FAILED"].includes(request.status));
  const maySign = waits && view.barred.approve === null;
  const mayCollect = maySign && notYet(view, unticked) === null && snapshot.context.policy.assurance === "passkey";
  const layAside = () => {
    if (!mayCollect || state.state !== "idle") return;
    collect({ view, acknowledged: [...acknowledge] });
    announce("Laid aside, to sign with others.");
    router.push(place.next && place.next.id !== request.id ? `/approvals/${place.next.id}` : "/approvals");
  };
  const decide = async (given?: { reason: string; reasonCode?: string }) => {
    if (!open) return;
    if (open !== "approve") return decision.decide(open, decisionInput(view, given));
    const input = await signing.sign(view, [...acknowledge]);
    if (input) decision.decide("approve", input);
  };
  const go = (to: typeof place.next) => to && router.push(`/approvals/${to.id}`);
  const shortcuts = [
    { keys: ["a"], what: "Approve: opens the confirm step", run: () => act("approve") },
    { keys: ["r"], what: "Reject: asks for the reason", run: () => act("reject") },
    { keys: ["b"], what: "Lay aside, to sign with others by one gesture", run: layAside },
    { keys: ["j"], what: "Next request that waits for you", run: () => go(place.next) },
    { keys: ["k"], what: "Previous request that waits for you", run: () => go(place.previous) },
    { keys: ["u"], what: "Back to the list", run: () => router.push("/approvals") },
  ];
  useShortcuts([...shortcuts, { keys: ["?"], what: "", run: () => setKeys(true) }]);

  const busy = state.state === "running";
  const changed = state.state === "refused" && state.error?.code === "subject_changed" ? (state.error.data as SubjectChanged) : null;
  const next = place.next && place.next.id !== request.id ? place.next : null;
  const steps = [
    { to: place.previous, label: "Previous request", icon: <ChevronLeft aria-hidden className="size-4" /> },
    { to: place.next, label: "Next request", icon: <ChevronRight aria-hidden className="size-4" /> },
  ];

  return (
    <>
      <PageHeader
        title={titleOf(snapshot.subject)}
        crumbs={[{ href: "/approvals", label: "Approvals" }]}
        meta={
          <>
            <Status of="transfer" value={request.status} />
            {place.position ? <span className="no-print">{place.position} of {place.total} that wait for you</span> : null}
          </>
        }
        action={
          <span className="no-print contents">
            <Keys open={keys} onOpen={setKeys} help={shortcuts} />
            {steps.map(({ to, label, icon }) =>
              to ? (
                <Link
                  key={label}
                  href={`/approvals/${to.id}`}
                  prefetch={false}
                  aria-label={label}
                  className={stepLook}
                >
                  {icon}
                </Link>
              ) : null,
            )}
          </span>
        }
      />
      {changed ? (
        <Changed differences={changed.differences} onLook={() => void again()} looking={looking} />
      ) : (
        <div className="sheet grid gap-4 md:grid-cols-[minmax(0,1fr)_18rem] md:items-start">
          <div className="sheet-part flex min-w-0 flex-col gap-4">
            {moved ? (
              <Notice hue="waiting" title="This has changed">
                <p className="mb-2">What stands at Jiko is no longer what you see here. Nothing on this page has moved.</p>
                <Button onClick={() => void again()} busy={looking} busyLabel="Looking…">Look again</Button>
              </Notice>
            ) : null}
            {returned ? (
              <Notice hue={returned.before ? "info" : "failed"} title={returned.before ? usedBefore.title : "Nothing was signed"}>
                {returned.message}
              </Notice>
            ) : null}
            {error ? (
              <ErrorPanel error={error} what="the latest state of this request" retry={() => void again()} retrying={looking} />
            ) : null}
            <Subject
              snapshot={snapshot}
              rest={
                <>
                  {notes}
                  <Evidence view={view} />
                </>
              }
              findings={
                <Findings
                  snapshot={snapshot}
                  ticked={maySign ? ticked : null}
                  onTick={(code, on) => setTicked((before) => new Set(on ? [...before, code] : [...before].filter((one) => one !== code)))}
                />
              }
            />
            {waits ? null : <Movements request={request} />}
          </div>
          {/* Beside the figures where there is room, under 860 px a sheet at the foot of the screen. */}
          <div className="sheet-part contents md:sticky md:top-[calc(var(--shell-top)+1rem)] md:flex md:flex-col md:gap-4">
            <SignOffs view={view} />
            <section
              aria-label="Your decision"
              className={clsx(
                "no-print panel z-10 p-3 max-md:sticky max-md:bottom-0 max-md:shadow-float",
                "max-sm:bottom-14 max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0",
              )}
            >
              {action && state.state === "checking" ? (
                <Checking action={action} message={state.message} commandId={state.commandId} />
              ) : action && (state.state === "done" || state.state === "not_done" || state.state === "refused") ? (
                <div className="flex flex-col gap-2">
                  <Ended
                    action={action}
                    state={state}
                    next={next && { href: `/approvals/${next.id}`, label: shortly(next) }}
                    onLook={() => void again()}
                    looking={looking}
                  />
                  {state.state === "done" && action === "approve" && !waits ? <Course view={view} /> : null}
                </div>
              ) : waits ? (
                <Actions
                  view={view}
                  unticked={unticked}
                  filedByMe={request.created_by.member_id === viewer.memberId}
                  onAct={act}
                  batch={mayCollect || collected ? { collected, layAside, takeBack: () => drop([request.id]) } : null}
                />
              ) : (
                <Course view={view} />
              )}
              {refiles ? <div className="mt-2"><Refile subject={snapshot.subject} /></div> : null}
            </section>
          </div>
          <DecisionDialog
            action={state.state === "idle" || busy ? open : null}
            view={view}
            busy={busy || signing.signing}
            fault={signing.fault}
            onClose={() => setOpen(null)}
            onDecide={(given) => void decide(given)}
          />
        </div>
      )}
    </>
  );
}
