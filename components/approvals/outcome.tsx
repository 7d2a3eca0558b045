"use client";

import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { Notice, type Hue } from "@/components/ui/status";
import type { CommandState } from "@/components/api/use-command";
import { failureText } from "@/lib/approvals/failure";
import type { ApprovalView, DecisionAction } from "@/lib/approvals/types";
import type { DecisionResult } from "@/lib/desk/commands/decide";

const focusNow = (element: HTMLElement | null) => element?.focus();

const noun: Record<DecisionAction, string> = { approve: "approval", reject: "rejection", cancel: "cancellation" };

/** We do not know yet whether Jiko has the decision: said plainly, until it is known. */
export function Checking({ action, message, commandId }: { action: DecisionAction; message: string; commandId: string }) {
  return (
    <div ref={focusNow} tabIndex={-1}>
      <Notice hue="waiting" title={`We are checking what became of your ${noun[action]}`}>
        <p>{message}</p>
        <p className="text-small">
          Nothing will be sent twice. You can leave this page; the result stands here when you come back. Reference{" "}
          <span className="font-mono select-all">{commandId.slice(0, 8)}</span>
        </p>
      </Notice>
    </div>
  );
}

interface EndedProps {
  action: DecisionAction;
  state: Extract<CommandState<DecisionResult>, { state: "done" | "not_done" | "refused" }>;
  next: { href: string; label: string } | null;
  onLook: () => void;
  looking: boolean;
}

/** What became of a decision, and what comes next. */
export function Ended({ action, state, next, onLook, looking }: EndedProps) {
  if (state.state === "done") {
    return (
      <div className="flex flex-col gap-2">
        <Notice hue="done" title={doneTitle(action, state.result)}>{doneText(action, state.result)}</Notice>
        <Link ref={focusNow} href={next?.href ?? "/approvals"} className={buttonLook("primary")}>
          {next ? `Next: ${next.label}` : "Back to the approvals"}
        </Link>
      </div>
    );
  }
  const reference = state.state === "refused" ? state.error?.reference : null;
  return (
    <div className="flex flex-col gap-2" ref={focusNow} tabIndex={-1}>
      <Notice hue="failed" title={state.state === "not_done" ? `The ${noun[action]} was not done` : `The ${noun[action]} was refused`}>
        <p>{state.message}</p>
        {reference ? <p className="text-small">Reference <span className="font-mono select-all">{reference}</span></p> : null}
      </Notice>
      <Button onClick={onLook} busy={looking} busyLabel="Looking…">Look again</Button>
    </div>
  );
}

const doneTitle = (action: DecisionAction, result: DecisionResult | undefined) =>
  action === "approve" ? (result && result.status === "PENDING_APPROVAL" ? (result.how === "held" ? "Your sign-off is kept" : "Your approval stands") : "Approved") : action === "reject" ? "Rejected" : "Canceled";

function doneText(action: DecisionAction, result: DecisionResult | undefined): string {
  if (action === "reject") return "The person who filed it sees your reason. Nothing is paid.";
  if (action === "cancel") return "Nobody can approve it any more. Nothing is paid.";
  if (!result) return "Your sign-off is there.";
  if (result.how === "held") {
    const people = result.left === 1 ? "one more person" : `${result.left ?? "more"} more people`;
    return `The company's policy asks for ${people}. Your sign-off is held here; Jiko hears of the request only from those who sign last.`;
  }
  const missing = result.requiredApprovals - result.approvals;
  return result.status === "PENDING_APPROVAL" && missing > 0
    ? `${result.approvals} of ${result.requiredApprovals}: ${missing === 1 ? "one more person" : `${missing} more people`} must sign before it runs.`
    : "All approvals are there. Jiko runs the transfer now.";
}

const courses: Record<string, { hue: Hue; title: string; text: string }> = {
  APPROVED: { hue: "info", title: "Approved", text: "All approvals are there. Jiko starts the transfer by itself; this page follows it." },
  PROCESSING: { hue: "info", title: "Processing", text: "Jiko is running the transfer; this page follows it." },
  COMPLETED: { hue: "done", title: "Completed", text: "The transfer has run." },
  REJECTED: { hue: "failed", title: "Rejected", text: "Nothing was paid. The reason stands with the sign-offs." },
  CANCELED: { hue: "quiet", title: "Canceled", text: "The person who filed it has taken it back. Nothing was paid." },
};

/** Where a request that no longer waits stands. */
export function Course({ view: { request } }: { view: ApprovalView }) {
  const { status, failure_reason, updated_at } = request;
  const found = status === "FAILED" ? { hue: "failed" as const, title: "Failed", text: failureText(failure_reason) } : courses[status];
  if (!found) return <Notice hue="quiet" title={`Status: ${status}`}>Countersign does not know this status, so nothing can be done here.</Notice>;
  return (
    <Notice hue={found.hue} title={found.title}>
      <p>{found.text}</p>
      <p className="text-small text-ink-muted">Since <DateText at={updated_at} /></p>
    </Notice>
  );
}
