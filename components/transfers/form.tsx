"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { AmountField, RadioField, SelectField, TextField } from "@/components/ui/field";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Money } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { PayeeBarred } from "@/components/ui/payee-status";
import { statusWord } from "@/components/ui/status";
import { canBePaid } from "@/lib/forms/payee";
import {
  descriptionLimit,
  endToEndLimit,
  hasDescription,
  hasEndToEnd,
  payeeTypeOf,
  type TransferKind,
  type TransferValues,
} from "@/lib/forms/transfer";
import type { pocketsList } from "@/lib/jiko/pockets";
import type { ViewOf } from "@/lib/jiko/operation";
import { formatCents } from "@/lib/treasury/money";
import { kindOrder, kinds } from "./kinds";
import { Reviewers } from "./reviewers";
import type { Facts } from "./use-facts";

interface FormProps {
  values: TransferValues;
  facts: Facts;
  change: (part: Partial<TransferValues>) => void;
  /** What the server refused, by field; a field's sentence goes when the field is changed. */
  refused: Readonly<Record<string, string>>;
  onReview: () => void;
  reviewing: boolean;
}

type Pocket = ViewOf<typeof pocketsList>["items"][number];
type Name = keyof TransferValues;

function PocketOptions({ pockets, barred }: { pockets: readonly Pocket[] | undefined; barred: (one: Pocket) => string | null }) {
  return (
    <>
      <option value="">{pockets ? "Choose a pocket" : "Loading the pockets…"}</option>
      {pockets?.map((one) => {
        const why = barred(one);
        const balance = one.portfolio ? ` · ${formatCents(one.portfolio.total_value)}` : "";
        return (
          <option key={one.id} value={one.id} disabled={why !== null}>
            {one.pocket_name}{why ? ` (${why})` : balance}
          </option>
        );
      })}
    </>
  );
}

const notOpen = (one: Pocket) => (one.status === "OPEN" ? null : statusWord("pocket", one.status).toLowerCase());

export function TransferForm({ values, facts, change, refused, onReview, reviewing }: FormProps) {
  const { pockets, payees, origin, destination, payee, checked } = facts;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const faults = checked.ok ? [] : checked.faults;
  const leave = (name: Name) => setLeft((before) => (before.has(name) ? before : new Set(before).add(name)));
  /** A field speaks once it was left, or once the whole form was asked for. */
  const faultOf = (name: Name) =>
    ((asked || left.has(name)) && faults.find(({ field }) => field === name)?.message) || refused[name] || null;
  const wire = (name: "originPocketId" | "destinationPocketId" | "counterpartyId" | "amount" | "description" | "endToEnd") => ({
    name,
    value: values[name],
    error: faultOf(name),
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    onBlur: () => values[name] !== "" && leave(name),
  });
  const { kind } = values;
  const bothJikoNet = [origin, destination].every((one) => one?.attributes.includes("JIKONET"));
  const pocketList = pockets.data?.items;

  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setAsked(true);
    if (checked.ok) return onReview();
    const form = event.currentTarget;
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-4">
      {pockets.error ? <ErrorPanel error={pockets.error} what="the pockets" retry={() => void pockets.refetch()} retrying={pockets.isFetching} /> : null}
      {payees.error ? <ErrorPanel error={payees.error} what="the payees" retry={() => void payees.refetch()} retrying={payees.isFetching} /> : null}
      <Panel title="What and from where">
        <div className="flex flex-col gap-4">
          <SelectField
            label="Kind of transfer"
            name="kind"
            value={kind}
            hint={kinds[kind].hint}
            onChange={(event) => change({ kind: event.target.value as TransferKind, counterpartyId: "" })}
          >
            {kindOrder.map((one) => (
              <option key={one} value={one}>{kinds[one].label}</option>
            ))}
          </SelectField>
          <SelectField label="Pay from" {...wire("originPocketId")}>
            <PocketOptions
              pockets={pocketList}
              barred={(one) => notOpen(one) ?? (kind === "jikonet" && !one.attributes.includes("JIKONET") ? "not on JikoNet" : null)}
            />
          </SelectField>
        </div>
      </Panel>
      <Panel title="To">
        <div className="flex flex-col gap-4">
          {kind === "own" ? (
            <>
              <SelectField label="Pay into" {...wire("destinationPocketId")}>
                <PocketOptions pockets={pocketList} barred={(one) => notOpen(one) ?? (one.id === values.originPocketId ? "this pays" : null)} />
              </SelectField>
              <RadioField
                label="What moves"
                name="transferType"
                value={values.transferType}
                onChange={(transferType) => change({ transferType })}
                error={faultOf("transferType")}
                choices={[
                  { value: "BANK_TRANSFER", label: "Cash, by bank transfer", hint: "Bills are sold where cash is missing; arrives on the next business day." },
                  {
                    value: "SECURITY_TRANSFER",
                    label: "The bills themselves",
                    hint: "Nothing is sold; moves at once.",
                    barred: bothJikoNet || values.transferType === "SECURITY_TRANSFER" ? null : "Only between two JikoNet pockets.",
                  },
                ]}
              />
            </>
          ) : (
            <SelectField
              label="Payee"
              hint={payees.data?.next_page ? "The first hundred payees of this kind." : "The whole account is shown before you file."}
              {...wire("counterpartyId")}
            >
              <option value="">{payees.data ? (payees.data.items.length > 0 ? "Choose a payee" : "No payee of this kind") : "Loading the payees…"}</option>
              {payees.data?.items
                .filter((one) => one.type === payeeTypeOf[kind])
                .map((one) => {
                  const payable = canBePaid(one.status);
                  return (
                    <option key={one.id} value={one.id} disabled={!payable}>
                      {one.name}{one.account_ending ? ` ••••${one.account_ending}` : ""}{payable ? "" : ` (${statusWord("payee", one.status).toLowerCase()})`}
                    </option>
                  );
                })}
            </SelectField>
          )}
          {payee ? (
            <>
              <p className="text-small text-ink-muted">{payee.name}, account ending in {payee.account_ending ?? "–"}</p>
              <PayeeBarred status={payee.status} />
            </>
          ) : null}
        </div>
      </Panel>
      <Panel title="How much">
        <div className="flex flex-col gap-4">
          <RadioField
            label="Amount"
            name="amountMode"
            value={values.amountMode}
            onChange={(amountMode) => change({ amountMode })}
            choices={[
              { value: "amount", label: "An amount" },
              {
                value: "everything",
                label: "Everything",
                hint: origin?.portfolio ? (
                  <>
                    everything, about <Money cents={origin.portfolio.total_value} /> as of <DateText at={origin.portfolio.pricing_timestamp} />
                  </>
                ) : (
                  "all that the pocket holds when the transfer runs"
                ),
              },
            ]}
          />
          {values.amountMode === "amount" ? <AmountField label="Amount in US dollars" placeholder="1,234.56" {...wire("amount")} /> : null}
        </div>
      </Panel>
      {hasDescription(kind) || hasEndToEnd(kind) ? (
        <Panel title="For">
          <div className="flex flex-col gap-4">
            {hasDescription(kind) ? (
              <TextField label="Description" optional hint={`At most ${descriptionLimit} characters. The approver and the payee read it.`} {...wire("description")} />
            ) : null}
            {hasEndToEnd(kind) ? <TextField label="End-to-end reference" optional hint={`At most ${endToEndLimit} characters, passed on as it is.`} {...wire("endToEnd")} /> : null}
          </div>
        </Panel>
      ) : null}
      <Reviewers chosen={values.reviewers} onChange={(reviewers) => change({ reviewers })} error={faultOf("reviewers")} />
      <div>
        <Button type="submit" tone="primary" busy={reviewing} busyLabel="Saving…">Review</Button>
      </div>
    </form>
  );
}
