"use client";

import { useQuery } from "@tanstack/react-query";
import { useFrozen } from "@/components/api/freeze";
import { PayeeIdentity } from "@/components/ui/payee-identity";
import { PayeeBarred } from "@/components/ui/payee-status";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { QueryView } from "@/components/ui/query-view";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Notice } from "@/components/ui/status";
import { payeeOf } from "@/lib/approvals/payee";
import { canBePaid } from "@/lib/forms/payee";
import { hasDescription, hasEndToEnd, type CheckedTransfer, type TransferValues } from "@/lib/forms/transfer";
import { amountInWords } from "@/lib/treasury/amount-in-words";
import { kinds } from "./kinds";
import { payeeQuery, teamQuery } from "./queries";
import type { Facts } from "./use-facts";

interface ReviewProps {
  values: TransferValues;
  facts: Facts;
  checked: CheckedTransfer & { ok: true };
  busy: boolean;
  onBack: () => void;
  onFile: () => void;
}

/** Everything once more, in the words and figures that the approver will see, before it is filed. */
export function Review({ values, facts: { origin, destination }, checked, busy, onBack, onFile }: ReviewProps) {
  const own = values.kind === "own";
  const payee = useQuery({ ...payeeQuery(values.counterpartyId), enabled: !own, staleTime: 0 });
  const team = useQuery({ ...teamQuery(), enabled: values.reviewers.length > 0 });
  const total = origin?.portfolio?.total_value ?? null;
  const amount = checked.cents === "everything" ? total : checked.cents;
  const frozen = useFrozen();
  const names = values.reviewers.map((id) => team.data?.items.find((one) => one.id === id)?.name ?? id.slice(0, 8));
  const unpayable = own
    ? null
    : !payee.data
      ? "The payee's whole account must be shown first."
      : canBePaid(payee.data.status)
        ? null
        : "This payee cannot be paid now.";
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <section aria-label="Amount" className="panel px-4 py-3">
        <p className="text-figure font-strong tabular-nums max-sm:text-title">{checked.cents === "everything" ? "Everything" : <Money cents={checked.cents} />}</p>
        <p className="text-ink-muted">
          {checked.cents === "everything" ? (
            <>everything in {origin?.pocket_name ?? "the pocket"}, about <Money cents={total} /> as of <DateText at={origin?.portfolio?.pricing_timestamp ?? null} /></>
          ) : null}
          {checked.cents === "everything" && amount !== null ? ": " : null}
          {amount === null ? null : amountInWords(amount)}
        </p>
      </section>
      <Panel title="To" aside={<span className="font-strong">{kinds[values.kind].label}</span>}>
        {own ? (
          <DefinitionList
            items={[
              ["Own pocket", destination?.pocket_name ?? values.destinationPocketId],
              ["What moves", values.transferType === "SECURITY_TRANSFER" ? "The bills themselves" : "Cash, by bank transfer"],
            ]}
          />
        ) : (
          <QueryView
            query={payee}
            what="the payee"
            loading={
              <Loading what="the payee" className="flex flex-col gap-2">
                {[1, 2, 3, 4].map((i) => (
                  <Skeleton key={i} width="24ch" />
                ))}
              </Loading>
            }
          >
            {(found) => {
              const shown = payeeOf(found);
              return (
                <>
                  <p className="mb-2 text-lead font-strong">{shown.name}</p>
                  <PayeeIdentity payee={shown} />
                  <div className="mt-3">
                    <PayeeBarred status={found.status} />
                  </div>
                </>
              );
            }}
          </QueryView>
        )}
      </Panel>
      <Panel title="From and for">
        <DefinitionList
          items={[
            ["Pocket", origin?.pocket_name ?? values.originPocketId],
            ["Description", hasDescription(values.kind) ? values.description.trim() || <span className="text-ink-muted">none</span> : null],
            ["End-to-end reference", hasEndToEnd(values.kind) ? values.endToEnd.trim() || <span className="text-ink-muted">none</span> : null],
            ["Who signs", names.length > 0 ? names.join(", ") : "Any approver or admin other than you"],
          ]}
        />
      </Panel>
      {checked.warnings.map(({ field, message }) => (
        <Notice key={field} hue="waiting" title="This may fail">{message}</Notice>
      ))}
      <div className="flex flex-wrap items-start gap-2">
        <Button onClick={() => !busy && onBack()}>Back to the form</Button>
        <Button
          tone="primary"
          busy={busy}
          busyLabel="Filing…"
          barred={frozen ?? unpayable}
          onClick={onFile}
        >
          File for approval
        </Button>
      </div>
      <p className="text-small text-ink-muted">Filing pays nothing: others must sign first. Pressing twice, reloading or going back never files it twice.</p>
    </div>
  );
}
