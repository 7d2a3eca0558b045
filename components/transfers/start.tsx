"use client";

import { usePocketNames } from "@/components/api/use-pocket-names";
import { useBarred } from "@/components/ui/desk";
import { StartDraft } from "@/components/ui/start-draft";
import { emptyTransfer } from "@/lib/forms/transfer";
import { formatCents, parseAmount } from "@/lib/treasury/money";
import { kindOrder, kinds, readValues } from "./kinds";

const choices = kindOrder.map((kind) => ({ kind, ...kinds[kind] }));

export function StartTransfer() {
  const mayNot = useBarred("transfers.file");
  const pocketName = usePocketNames();
  return (
    <StartDraft
      kind="transfer"
      header={{ title: "New transfer" }}
      question="Start a new transfer"
      kinds={choices}
      empty={(kind) => ({ ...emptyTransfer, kind })}
      href={(id) => `/transfers/new/${id}`}
      read={(value) => {
        const values = readValues(value);
        return { title: titleOf(values), about: values.originPocketId ? `from ${pocketName(values.originPocketId)}` : null };
      }}
      notDone="It was not filed"
      barred={mayNot ? { title: "You cannot file transfers", text: `${mayNot} What waits for you is under Approvals.` } : null}
    />
  );
}

function titleOf({ kind, amountMode, amount, description }: ReturnType<typeof readValues>): string {
  const parsed = parseAmount(amount);
  const figure = amountMode === "everything" ? "everything" : parsed.ok ? formatCents(parsed.cents) : null;
  return [kinds[kind].label, figure, description.trim() || null].filter(Boolean).join(", ");
}
