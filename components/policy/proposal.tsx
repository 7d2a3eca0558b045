"use client";

import { useState } from "react";
import { signWithPasskey } from "@/components/api/sign";
import { useCommand } from "@/components/api/use-command";
import { useSigning } from "@/components/api/use-signing";
import { Button } from "@/components/ui/button";
import { CommandNotice } from "@/components/ui/command-notice";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Dialog } from "@/components/ui/dialog";
import { MonoId } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { Names } from "@/lib/approvals/policy/words";
import type { PolicyView } from "@/lib/desk/policy/types";
import { Difference, versionTitle } from "./difference";
import { Simulated } from "./simulated";

interface ProposalProps {
  proposed: NonNullable<PolicyView["proposed"]>;
  inForce: PolicyView["inForce"];
  names: Names;
}

/** The version that waits for a second person: what it changes, what it would have meant, and the two ways to end the waiting. */
export function Proposal({ proposed, inForce, names }: ProposalProps) {
  const { number, policy, digest } = proposed;
  return (
    <>
      <Panel title={`Version ${number} is proposed`}>
        <div className="flex flex-col gap-3">
          <DefinitionList
            items={[
              ["Proposed", <>by {proposed.proposedBy}, <DateText key="at" at={proposed.proposedAt} /></>],
              ["Why", proposed.note],
              ["SHA-256", digest ? <MonoId key="digest" value={digest} what="the hash" /> : null],
            ]}
          />
          <Actions proposed={proposed} />
        </div>
      </Panel>
      {policy ? (
        <>
          {inForce.policy ? (
            <Difference
              before={inForce.policy}
              beforeTitle={versionTitle(inForce)}
              after={policy}
              afterTitle={`Version ${number}`}
              names={names}
            />
          ) : null}
          <Simulated content={policy} names={names} />
        </>
      ) : (
        <Notice hue="failed" title="This is not what was proposed">
          What lies in the database is not what the record says was proposed. It cannot be signed. Withdraw it, and have the database
          looked into.
        </Notice>
      )}
    </>
  );
}

function Actions({ proposed: { number, digest, barred } }: Pick<ProposalProps, "proposed">) {
  const [open, setOpen] = useState<"sign" | "withdraw" | null>(null);
  const { signing, fault, attempt, clear } = useSigning();
  const close = () => setOpen(null);
  const signed = useCommand("policy.sign", { doneMessage: `Version ${number} is in force.`, onDone: close });
  const withdrawn = useCommand("policy.withdraw", { doneMessage: `Version ${number} is withdrawn.`, onDone: close });
  const running = [signed, withdrawn].some(({ current }) => current.state === "running" || current.state === "checking");
  const busy = signing || running;
  const sign = () =>
    attempt(async () => {
      const gesture = await signWithPasskey({ kind: "policy", number, digest: digest! });
      await signed.run({ number, digest, gesture });
    });
  const show = (what: "sign" | "withdraw") => {
    clear();
    signed.reset();
    withdrawn.reset();
    setOpen(what);
  };
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Button tone="primary" barred={barred.sign} onClick={() => show("sign")}>Sign with passkey</Button>
      <Button barred={barred.withdraw} onClick={() => show("withdraw")}>Withdraw</Button>
      <Dialog
        open={open !== null}
        onClose={() => !busy && close()}
        title={open === "withdraw" ? `Withdraw version ${number}?` : `Put version ${number} in force?`}
        urgent
        footer={
          <>
            <Button onClick={() => !busy && close()}>Back</Button>
            {open === "withdraw" ? (
              <Button tone="danger" busy={busy} busyLabel="Withdrawing…" onClick={() => void withdrawn.run({ number })}>
                Withdraw it
              </Button>
            ) : (
              <Button tone="primary" busy={busy} busyLabel="Signing…" onClick={() => void sign()}>Sign with passkey</Button>
            )}
          </>
        }
      >
        <div className="flex flex-col gap-3">
          <p>
            {open === "withdraw"
              ? "It cannot be signed any more. The policy in force stays as it is."
              : "It holds at once, also for requests that wait and for those that are half signed. " +
                "The one in force is kept and no longer applies."}
          </p>
          {fault ? <Notice hue="failed" title="Nothing was signed"><p role="alert">{fault}</p></Notice> : null}
          {open === "withdraw" ? (
            <CommandNotice state={withdrawn.current} failed="It was not withdrawn" />
          ) : (
            <CommandNotice state={signed.current} failed="It was not signed" />
          )}
        </div>
      </Dialog>
    </div>
  );
}
