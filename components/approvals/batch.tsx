"use client";

import { useState } from "react";
import { command, commandOutcome } from "@/components/api/command";
import { ApiError } from "@/components/api/error";
import { useFrozen } from "@/components/api/freeze";
import { readAgain } from "@/components/api/read-again";
import { signWithPasskey } from "@/components/api/sign";
import { useSigning } from "@/components/api/use-signing";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { decisionInput } from "@/lib/approvals/types";
import type { DecisionResult } from "@/lib/desk/commands/decide";
import { useQueryClient } from "@tanstack/react-query";
import { drop, useCollected, type Collected } from "./basket";
import { statementOf } from "./use-sign";
import { decisionSentence } from "./words";

/** What became of one of a batch. */
interface Ended {
  id: string;
  sentence: string;
  done: boolean;
  text: string;
}

const sentenceOf = ({ view: { snapshot } }: Collected): string =>
  decisionSentence("approve", snapshot.subject, snapshot.context.balance.before);

/** Requests that were opened and laid aside: one gesture signs the list as it stands, and each has its own outcome. */
export function Batch() {
  const collected = useCollected();
  const client = useQueryClient();
  const frozen = useFrozen();
  const [open, setOpen] = useState(false);
  const { signing: busy, fault, attempt } = useSigning();
  const [ended, setEnded] = useState<readonly Ended[]>([]);
  if (collected.length === 0 && ended.length === 0) return null;

  const sign = async () => {
    await attempt(async () => {
      const gesture = await signWithPasskey(statementOf(collected.map(({ view }) => view)));
      const results: Ended[] = [];
      // One after the other, in the order in which they were signed: the one that fails stops none of the others.
      for (const one of collected) {
        const input = decisionInput(one.view, { acknowledged: one.acknowledged, gesture });
        const { id } = one.view.request;
        results.push({ id, sentence: sentenceOf(one), ...(await outcomeOf(input)) });
        setEnded([...results]);
      }
      drop(collected.map(({ view }) => view.request.id));
      const done = results.filter((one) => one.done).length;
      announce(`${done} of ${results.length} signed.`);
      setOpen(false);
    });
    void readAgain(client);
  };

  return (
    <Panel
      title="Laid aside, to sign together"
      aside={
        collected.length > 0 ? (
          <Button tone="primary" barred={frozen} onClick={() => setOpen(true)}>
            Sign {collected.length === 1 ? "it" : `all ${collected.length}`}…
          </Button>
        ) : (
          <Button onClick={() => setEnded([])}>Close</Button>
        )
      }
    >
      <ul className="flex flex-col gap-2">
        {collected.map((one) => (
          <li key={one.view.request.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Link className="link min-w-0 wrap-anywhere" href={`/approvals/${one.view.request.id}`} prefetch={false}>
              {sentenceOf(one)}
            </Link>
            <Button onClick={() => drop([one.view.request.id])} aria-label={`Take back: ${sentenceOf(one)}`}>Take back</Button>
          </li>
        ))}
        {ended.map(({ id, sentence, done, text }) => (
          <li key={id} className="flex flex-col">
            <Link className="link wrap-anywhere" href={`/approvals/${id}`} prefetch={false}>{sentence}</Link>
            <span className={done ? "text-done" : "text-failed"}>{text}</span>
          </li>
        ))}
      </ul>
      <Dialog
        open={open}
        onClose={() => !busy && setOpen(false)}
        title={collected.length === 1 ? "Approve this transfer?" : `Approve these ${collected.length} transfers?`}
        urgent
        footer={
          <>
            <Button onClick={() => !busy && setOpen(false)}>Back</Button>
            <Button tone="primary" barred={frozen} busy={busy} busyLabel="Signing…" onClick={() => void sign()}>
              {collected.length === 1 ? "Approve it with passkey" : `Approve all ${collected.length} with passkey`}
            </Button>
          </>
        }
      >
        <ol className="flex list-decimal flex-col gap-2 pl-5">
          {collected.map((one) => (
            <li key={one.view.request.id}>{sentenceOf(one)}</li>
          ))}
        </ol>
        {fault ? <p role="alert" className="mt-2 text-failed">{fault}</p> : null}
      </Dialog>
    </Panel>
  );
}

const notKnown =
  "It is not known yet whether Jiko has it. Open the request: its page shows what became of it. Nothing is sent twice.";

/** Sends one and says what became of it. Where its answer was lost it is asked for a few times; the request's page goes on asking. */
async function outcomeOf(input: object): Promise<Pick<Ended, "done" | "text">> {
  const commandId = crypto.randomUUID();
  try {
    const answer = await command<DecisionResult>("transfer.approve", input, commandId);
    if (answer.state === "done") return { done: true, text: doneText(answer.result) };
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      const found = await commandOutcome<DecisionResult>(commandId).catch(() => null);
      if (found && found.state !== "unknown") return { done: found.state === "done", text: found.message };
    }
    return { done: false, text: notKnown };
  } catch (error) {
    return { done: false, text: error instanceof ApiError ? `${error.message} Reference ${error.reference}` : "This could not be sent." };
  }
}

function doneText({ how, status }: DecisionResult): string {
  if (how === "held") return "Signed. Held here until the others have signed.";
  return status === "PENDING_APPROVAL" ? "Signed. Jiko waits for others." : "Signed. Jiko runs it now.";
}
