"use client";

import { ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/api/request";
import { useMay } from "@/components/ui/desk";
import { DraftsPanel } from "@/components/ui/drafts-panel";
import { ErrorPanel } from "@/components/ui/error-panel";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Notice } from "@/components/ui/status";
import type { Draft } from "@/lib/desk/drafts";
import { emptyPayee, payeeKinds, readPayee, typedName, type PayeeKind } from "@/lib/forms/payee";
import { kinds } from "./words";

const crumbs = [{ href: "/counterparties", label: "Payees" }];

/** Choosing a kind begins the form: only then there is a draft, and its id stands in the address before anything is typed. */
export function StartPayee() {
  const router = useRouter();
  const mayManage = useMay("payees.manage");
  const [starting, setStarting] = useState<PayeeKind | null>(null);
  const [error, setError] = useState<unknown>(null);

  const start = async (kind: PayeeKind) => {
    if (starting) return;
    setStarting(kind);
    setError(null);
    try {
      const draft = await request<Draft>("/api/drafts", { method: "POST", body: { kind: "payee", value: { ...emptyPayee, kind } } });
      router.push(`/counterparties/new/${draft.id}`);
    } catch (thrown) {
      setError(thrown);
      setStarting(null);
    }
  };

  return (
    <>
      <PageHeader title="Add a payee" crumbs={crumbs} />
      <div className="flex max-w-2xl flex-col gap-4">
        {mayManage ? null : <Notice hue="quiet" title="You cannot add payees">Changing payees needs the role initiator or admin.</Notice>}
        {error ? <ErrorPanel error={error} /> : null}
        {mayManage ? (
          <DraftsPanel
            kind="payee"
            read={(value) => {
              const values = readPayee(value);
              return { title: typedName(values) || "No name yet", about: kinds[values.kind].label };
            }}
            href={(id) => `/counterparties/new/${id}`}
            notDone="It was not added"
          />
        ) : null}
        <Panel flush title="How is it paid?">
          <ul>
            {payeeKinds.map((kind) => (
              <li key={kind} className="border-b border-line last:border-0">
                <button
                  type="button"
                  onClick={() => mayManage && void start(kind)}
                  aria-disabled={!mayManage || (starting !== null && starting !== kind) || undefined}
                  aria-busy={starting === kind || undefined}
                  className={`touch flex w-full items-center justify-between gap-4 px-4 py-2.5 text-left -outline-offset-2 ${mayManage ? "hover:bg-sunken" : "text-ink-muted"}`}
                >
                  <span>
                    <span className="block font-strong">{kinds[kind].label}</span>
                    <span className="block text-small text-ink-muted">{kinds[kind].hint}</span>
                  </span>
                  {starting === kind ? (
                    <span className="text-small text-ink-muted">Opening…</span>
                  ) : (
                    <ChevronRight aria-hidden className="size-4 flex-none text-ink-muted" />
                  )}
                </button>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}
