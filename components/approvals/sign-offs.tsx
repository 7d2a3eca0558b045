import { CircleCheck, CircleDashed, CircleDot, CircleX, type LucideIcon } from "lucide-react";
import { DateText } from "@/components/ui/date-text";
import { Panel } from "@/components/ui/panel";
import type { ApprovalView } from "@/lib/approvals/types";

interface LineProps {
  icon: LucideIcon;
  look?: string;
  name: string;
  what: React.ReactNode;
  children?: React.ReactNode;
}

function Line({ icon: Icon, look = "text-ink-muted", name, what, children }: LineProps) {
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-1 size-4 flex-none ${look}`} />
      <div className="min-w-0">
        <span className="font-strong">{name}</span> <span className="text-ink-muted">{what}</span>
        {children}
      </div>
    </li>
  );
}

/** k of N sign-offs: who filed, who has signed and when, who may still sign. */
export function SignOffs({ view: { snapshot } }: { view: ApprovalView }) {
  const { subject, context } = snapshot;
  const { initiator } = subject;
  // Who filed never counts, whatever a list says.
  const decisions = context.decisions.filter(({ memberId }) => memberId !== initiator.memberId);
  const approvals = decisions.filter(({ decision }) => decision === "APPROVED").length;
  const open = decisions.filter(({ decision }) => decision !== "APPROVED" && decision !== "REJECTED");
  const waits = context.status === "PENDING_APPROVAL";
  return (
    <Panel
      title="Sign-offs"
      aside={<span className="font-strong tabular-nums">{approvals} of {context.requiredApprovals}</span>}
    >
      <ol className="flex flex-col gap-2">
        <Line icon={CircleDot} name={initiator.name} what={<>filed <DateText at={subject.createdAt} /></>} />
        {decisions
          .filter((one) => !open.includes(one))
          .map((one) => (
            <Line
              key={one.memberId}
              icon={one.decision === "APPROVED" ? CircleCheck : CircleX}
              look={one.decision === "APPROVED" ? "text-done" : "text-failed"}
              name={one.name}
              what={<>{one.decision === "APPROVED" ? "approved" : "rejected"} {one.decidedAt ? <DateText at={one.decidedAt} /> : null}</>}
            >
              {one.reason ? <p className="wrap-anywhere">“{one.reason}”</p> : null}
            </Line>
          ))}
        {waits ? open.map((one) => <Line key={one.memberId} icon={CircleDashed} name={one.name} what="may still sign" />) : null}
        {waits && open.length === 0 ? (
          <Line icon={CircleDashed} name="Any approver or admin" what={`who has not signed, other than ${initiator.name}, may still sign`} />
        ) : null}
      </ol>
    </Panel>
  );
}
