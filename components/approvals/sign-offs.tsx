import { CircleCheck, CircleDashed, CircleDot, CircleX, type LucideIcon } from "lucide-react";
import { DateText } from "@/components/ui/date-text";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Assurance } from "@/lib/approvals/policy/types";
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

/** k of N sign-offs: who filed, who has signed where and when, who may still sign, and by which rules. */
export function SignOffs({ view: { snapshot, progress } }: { view: ApprovalView }) {
  const { subject, context } = snapshot;
  const { initiator } = subject;
  const { policy } = context;
  // Who filed never counts, whatever a list says.
  const decided = context.decisions.filter(({ memberId, decision }) => memberId !== initiator.memberId && (decision === "APPROVED" || decision === "REJECTED"));
  const here = new Map(context.signOffs.map((one) => [one.memberId, one]));
  const held = context.signOffs.filter(({ memberId, how }) => how === "held" && !decided.some((one) => one.memberId === memberId));
  const waits = context.status === "PENDING_APPROVAL";
  const approvals = decided.filter(({ decision }) => decision === "APPROVED").length;
  return (
    <Panel
      title="Sign-offs"
      aside={
        <span className="font-strong tabular-nums">
          {waits ? `${progress.signed} of ${progress.wanted ?? "?"}` : `${approvals} of ${context.requiredApprovals}`}
        </span>
      }
    >
      <ol className="flex flex-col gap-2">
        <Line icon={CircleDot} name={initiator.name} what={<>filed <DateText at={subject.createdAt} /></>} />
        {decided.map((one) => (
          <Line
            key={one.memberId}
            icon={one.decision === "APPROVED" ? CircleCheck : CircleX}
            look={one.decision === "APPROVED" ? "text-done" : "text-failed"}
            name={one.name}
            what={
              <>
                {one.decision === "APPROVED" ? "approved" : "rejected"} {one.decidedAt ? <DateText at={one.decidedAt} /> : null}
                {one.decision !== "APPROVED" ? null : assuranceText(here.get(one.memberId)?.assurance)}
              </>
            }
          >
            {one.reason ? <p className="wrap-anywhere">“{one.reason}”</p> : null}
          </Line>
        ))}
        {held.map((one) => (
          <Line key={one.memberId} icon={CircleCheck} look="text-done" name={one.name} what={<>signed <DateText at={one.at} />{assuranceText(one.assurance)}; held here, Jiko has not heard of it</>} />
        ))}
        {waits && progress.mayStill.length > 0 ? (
          <Line icon={CircleDashed} name={progress.mayStill.map(({ name }) => name).join(", ")} what="may still sign" />
        ) : null}
        {waits && progress.mayStill.length === 0 ? <Line icon={CircleDashed} name="Nobody" what="is left who may sign" /> : null}
      </ol>
      {waits ? (
        <div className="mt-3 flex flex-col gap-1 border-t border-line pt-2 text-small text-ink-muted">
          <p>
            By {policy.rules.map((name) => `“${name}”`).join(", ")} ({policy.digest ? <Link href="/policy" className="link">policy {policy.version}</Link> : "the policy that is built in"})
            and Jiko&rsquo;s own {context.requiredApprovals === 1 ? "one approval" : `${context.requiredApprovals} approvals`}.
          </p>
          {policy.expiresAt ? <p>Expires <DateText at={policy.expiresAt} />.</p> : null}
        </div>
      ) : null}
    </Panel>
  );
}

const assuranceText = (assurance: Assurance | undefined): string =>
  assurance === "passkey" ? ", passkey" : assurance === "fresh-sign-in" ? ", fresh sign-in" : assurance === "session" ? "" : ", outside this desk";
