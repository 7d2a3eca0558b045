"use client";

import { useQuery } from "@tanstack/react-query";
import { DateText } from "@/components/ui/date-text";
import { DefinitionList } from "@/components/ui/definition-list";
import { MonoId } from "@/components/ui/mono-id";
import { PageHeader } from "@/components/ui/page-header";
import { PageSkeleton } from "@/components/ui/page-skeleton";
import { Panel } from "@/components/ui/panel";
import { PayeeIdentity } from "@/components/ui/payee-identity";
import { PayeeBarred, payeeMeaning } from "@/components/ui/payee-status";
import { QueryView } from "@/components/ui/query-view";
import { Status } from "@/components/ui/status";
import { payeeOf } from "@/lib/approvals/payee";
import type { Counterparty } from "@/lib/jiko/counterparties";
import { CallBacks } from "./call-backs";
import { Payments } from "./payments";
import { NewTransfer } from "./new-transfer";
import { payeeQuery } from "./queries";
import { SwitchLink } from "./switch-link";
import { Versions } from "./versions";
import { kindWord, verificationWord } from "./words";

/** One payee with its whole account: this is where it is checked. */
export function PayeeView({ id }: { id: string }) {
  const query = useQuery(payeeQuery(id));
  return (
    <QueryView query={query} what="this payee" loading={<PageSkeleton />}>
      {(payee) => <PayeePage payee={payee} />}
    </QueryView>
  );
}

function PayeePage({ payee }: { payee: Counterparty }) {
  const shown = payeeOf(payee);
  const { id, status } = payee;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/counterparties", label: "Payees" }]}
        title={shown.name}
        meta={
          <>
            <Status of="payee" value={status} />
            <span>{payee.type === "UNKNOWN" ? payee.sent_type : kindWord(payee.type)}</span>
          </>
        }
        action={<NewTransfer payee={payee} tone="primary" />}
      />
      <div className="flex flex-col gap-4">
        <PayeeBarred status={status} />
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          <Panel title="Where money goes">
            <PayeeIdentity payee={shown} />
          </Panel>
          <Panel title="At Jiko">
            <div className="flex flex-col gap-3">
              <DefinitionList
                items={[
                  ["What that means", payeeMeaning(status)],
                  ["How it was verified", verificationWord(payee.verification.type)],
                  ["Registered as", payee.counterparty_name.type === "business" ? "a business" : "a person"],
                  ["Added", <DateText key="added" at={payee.time_created} />],
                  ["Last change", <DateText key="changed" at={payee.updated_at} />],
                  ["Payee id", <MonoId key="id" value={id} what="payee id" />],
                ]}
              />
              <SwitchLink id={id} name={shown.name} status={status} />
            </div>
          </Panel>
        </div>
        <CallBacks payeeId={id} />
        <Payments payeeId={id} />
        <Versions payeeId={id} />
      </div>
    </>
  );
}
