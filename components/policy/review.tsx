import { Button } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { policyNoteLimit } from "@/lib/approvals/policy/form";
import type { PolicyContent } from "@/lib/approvals/policy/types";
import { policyChanges, type Names } from "@/lib/approvals/policy/words";
import type { PolicyView } from "@/lib/desk/policy/types";
import { Difference, versionTitle } from "./difference";
import { Simulated } from "./simulated";

interface ReviewProps {
  view: PolicyView;
  content: PolicyContent;
  names: Names;
  note: string;
  noteFault: string | null;
  onNote: (note: string) => void;
  busy: boolean;
  onBack: () => void;
  onPropose: () => void;
}

/** What the second person will see: what changes, and what it would have meant. */
export function Review({ view: { inForce, proposed }, content, names, note, noteFault, onNote, busy, onBack, onPropose }: ReviewProps) {
  const before = inForce.policy;
  const same = before !== null && policyChanges(before, content, names).length === 0;
  const barred = proposed
    ? `Version ${proposed.number} is proposed already. It must be signed or withdrawn first.`
    : same
      ? "It asks for the same as the policy in force."
      : null;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {before ? <Difference before={before} beforeTitle={versionTitle(inForce)} after={content} afterTitle="As proposed" names={names} /> : null}
      <Simulated content={content} names={names} />
      <Panel title="Why">
        <TextAreaField
          label="What it is for"
          hint="Whoever signs it reads this, and it stays with the version."
          value={note}
          error={noteFault}
          maxLength={policyNoteLimit}
          onChange={({ target }) => onNote(target.value)}
        />
      </Panel>
      <div className="flex flex-wrap items-start gap-2">
        <Button onClick={() => !busy && onBack()}>Back to the form</Button>
        <Button tone="primary" busy={busy} busyLabel="Proposing…" barred={barred} onClick={onPropose}>Propose it</Button>
      </div>
      <p className="max-w-prose text-small text-ink-muted">
        Proposing changes nothing yet: it is in force once another admin has signed it with a passkey, or an approver where there is no other admin.
      </p>
    </div>
  );
}
