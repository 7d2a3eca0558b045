import clsx from "clsx";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Funding } from "@/components/ui/funding";
import { Link } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { AccountNumber, MonoId } from "@/components/ui/mono-id";
import { Panel } from "@/components/ui/panel";
import { PayeeIdentity } from "@/components/ui/payee-identity";
import { PayeeBarred } from "@/components/ui/payee-status";
import { Badge, Notice } from "@/components/ui/status";
import { railOf } from "@/lib/approvals/rail";
import type { Snapshot, SnapshotDestination } from "@/lib/approvals/types";
import { amountInWords } from "@/lib/treasury/amount-in-words";
import { cents } from "@/lib/treasury/money";
import { accountOf, targetName } from "./words";

/** Amount, payee and account: what stays on screen on a phone while the rest is read. */
function Summary({ snapshot: { subject }, words }: { snapshot: Snapshot; words: React.ReactNode }) {
  const { amount, destination } = subject;
  const account = accountOf(destination);
  return (
    <section
      aria-label="Amount and payee"
      className="sheet-head panel max-md:sticky max-md:top-(--shell-top) max-md:z-10 px-4 py-3 max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0 max-sm:py-2"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="text-figure font-strong tabular-nums max-sm:text-title">
          {amount.type === "REQUESTED_AMOUNT" ? <Money cents={cents(amount.cents)} /> : amount.type === "FULL_WITHDRAWAL" ? "Everything" : "Unknown amount"}
        </p>
        <Badge hue="quiet">{railOf(subject)}</Badge>
      </div>
      <p className="text-ink-muted max-sm:hidden">{words}</p>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-3">
        <span>
          <span className="text-ink-muted">to </span>
          <span className="text-lead font-strong">{targetName(destination)}</span>
        </span>
        {account ? <AccountNumber value={account} /> : null}
      </p>
    </section>
  );
}

function wordsOf(amount: Snapshot["subject"]["amount"], balance: number | null, waits: boolean): React.ReactNode {
  if (amount.type === "REQUESTED_AMOUNT") return amountInWords(cents(amount.cents));
  if (amount.type !== "FULL_WITHDRAWAL") return `Jiko calls this kind of amount ${amount.sentType}.`;
  if (!waits) return "everything that the pocket held when it ran";
  if (balance === null) return "everything in the pocket; its balance cannot be read";
  return (
    <>
      everything in the pocket, about <Money cents={cents(balance)} /> now: {amountInWords(cents(balance))}
    </>
  );
}

interface DestinationProps {
  destination: SnapshotDestination;
  payee: Snapshot["context"]["payee"];
  callBack: Snapshot["context"]["callBack"];
  waits: boolean;
}

function Destination({ destination, payee, callBack, waits }: DestinationProps) {
  if (destination.kind === "payee") {
    return (
      <div className="flex flex-col gap-3">
        {payee ? <PayeeBarred status={payee.status} filed={waits} /> : null}
        <PayeeIdentity payee={destination.payee} />
        {callBack ? (
          <p className="text-ink-muted">
            Account confirmed by a call back: {callBack.name}, <DateText at={callBack.at} />.
          </p>
        ) : waits ? (
          <p className="text-ink-muted">No call back has confirmed this account as it is now.</p>
        ) : null}
        <p className="no-print">
          <Link href={`/counterparties/${destination.id}`} className="link touch inline-flex items-center">
            See the payee, what was paid to it and what has changed
          </Link>
        </p>
      </div>
    );
  }
  if (destination.kind === "pocket") return <p>One of your own pockets. No money leaves the company.</p>;
  return (
    <Notice hue="failed" title="The payee's account cannot be read">
      Nobody can check where this goes, so it can be rejected and not approved.
    </Notice>
  );
}

/** The snapshot that is signed, and nothing else. */
export function Subject({ snapshot, findings, rest }: { snapshot: Snapshot; findings: React.ReactNode; rest: React.ReactNode }) {
  const { subject, context } = snapshot;
  const { balance, history, sale } = context;
  const after = balance.after === null ? null : cents(balance.after);
  // Once it was decided, the pocket's balance has its own life: before, after and what is sold would mislead.
  const waits = context.status === "PENDING_APPROVAL";
  const words = wordsOf(subject.amount, balance.before, waits);
  return (
    <div className="sheet-part flex min-w-0 flex-col gap-4">
      <Summary snapshot={snapshot} words={words} />
      <p className="-mt-2 px-1 text-ink-muted sm:hidden">{words}</p>
      {findings}
      <Panel title={subject.destination.kind === "pocket" ? "To" : "Payee"} aside={<span className="font-strong">{targetName(subject.destination)}</span>}>
        <Destination destination={subject.destination} payee={context.payee} callBack={context.callBack} waits={waits} />
      </Panel>
      <Panel
        title="From"
        aside={<span className="text-small text-ink-muted">{balance.pricedAt ? <>Priced <DateText at={balance.pricedAt} /></> : "No pricing time given"} · Jiko</span>}
      >
        <DefinitionList
          items={[
            ["Pocket", subject.pocket.name ?? subject.pocket.id],
            [waits ? "Balance before" : "Balance now", <Money key="b" cents={balance.before === null ? null : cents(balance.before)} why="The pocket could not be read." />],
            [
              "After this",
              !waits ? null : <span key="a" className={clsx(after !== null && after < 0 && "text-failed")}>
                <Money cents={after} why="The amount or the balance is not known." />
                {after !== null && after < 0 ? " (not enough)" : null}
              </span>,
            ],
          ]}
        />
      </Panel>
      <Panel title="For">
        <DefinitionList
          items={[
            ["Description", subject.description ?? <span className="text-ink-muted">none</span>],
            ["End-to-end reference", subject.endToEnd],
            ["Filed by", `${subject.initiator.name}, ${subject.initiator.email}`],
            ["Filed at", <DateText key="f" at={subject.createdAt} />],
            ["Cut-off", context.cutOff ? `${context.cutOff}, by this deployment's own table` : null],
            [
              "Attachments",
              context.attachments.length > 0 ? context.attachments.map(({ name }) => name).join(", ") : null,
            ],
            ["Request", <MonoId key="r" value={subject.id} what="request id" />],
          ]}
        />
      </Panel>
      {waits ? (
        <Panel title="What is sold to fund it">{sale ? <Funding sale={sale} /> : <p>{notSold(subject)}</p>}</Panel>
      ) : null}
      <Panel title={subject.destination.kind === "pocket" ? "Earlier moves into this pocket" : "History with this payee"}>
        {history === null ? (
          <p className="text-ink-muted">The history could not be read.</p>
        ) : history.count === 0 ? (
          <p>{history.complete ? "Nothing was paid here before." : "Nothing was paid here among the latest requests that were looked through."}</p>
        ) : (
          <DefinitionList
            items={[
              ["Completed", `${history.complete ? "" : "at least "}${history.count}`],
              ["In all", <Money key="t" cents={cents(history.total)} />],
              ["Usual amount", <Money key="m" cents={history.median === null ? null : cents(history.median)} why="No earlier request names an amount." />],
              [
                "Last",
                history.last ? (
                  <span key="l">
                    {history.last.cents === null ? "everything" : <Money cents={cents(history.last.cents)} />} on <DateText at={history.last.at} />
                  </span>
                ) : null,
              ],
            ]}
          />
        )}
      </Panel>
      {rest}
      <p className="text-small text-ink-muted">Read at <DateText at={context.asOf} /> from Jiko.{waits ? " What you may sign does not change by itself." : ""}</p>
    </div>
  );
}

function notSold({ details }: Snapshot["subject"]): string {
  if (details?.transferType === "SECURITY_TRANSFER") return "Nothing: the bills themselves move to the other pocket.";
  return "This cannot be told: the pocket or the kind of transfer could not be read.";
}
