"use client";

import { useBarred } from "@/components/ui/desk";
import { StartDraft } from "@/components/ui/start-draft";
import { emptyPayee, payeeKinds, readPayee, typedName } from "@/lib/forms/payee";
import { kinds } from "./words";

const header = { title: "Add a payee", crumbs: [{ href: "/counterparties", label: "Payees" }] };
const choices = payeeKinds.map((kind) => ({ kind, ...kinds[kind] }));

export function StartPayee() {
  const mayNot = useBarred("payees.manage");
  return (
    <StartDraft
      kind="payee"
      header={header}
      question="How is it paid?"
      kinds={choices}
      empty={(kind) => ({ ...emptyPayee, kind })}
      href={(id) => `/counterparties/new/${id}`}
      read={(value) => {
        const values = readPayee(value);
        return { title: typedName(values) || "No name yet", about: kinds[values.kind].label };
      }}
      notDone="It was not added"
      barred={mayNot ? { title: "You cannot add payees", text: mayNot } : null}
    />
  );
}
