"use client";

import { usePocketNames } from "@/components/api/use-pocket-names";
import { useMay } from "@/components/ui/desk";
import { StartDraft } from "@/components/ui/start-draft";
import { emptyTransfer } from "@/lib/forms/transfer";
import { formatCents, parseAmount } from "@/lib/treasury/money";
import { kindOrder, kinds, readValues } from "./kinds";

const choices = kindOrder.map((kind) => ({ kind, ...kinds[kind] }));
const barred = {
  title: "You cannot file transfers",
  text: "Filing transfers needs the role initiator or admin. What waits for you is under Approvals.",
};

export function StartTransfer() {
  const may = useMay("transfers.file");
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
      barred={may ? null : barred}
    />
  );
}

function titleOf({ kind, amountMode, amount, description }: ReturnType<typeof readValues>): string {
  const parsed = parseAmount(amount);
  const figure = amountMode === "everything" ? "everything" : parsed.ok ? formatCents(parsed.cents) : null;
  return [kinds[kind].label, figure, description.trim() || null].filter(Boolean).join(", ");
}
