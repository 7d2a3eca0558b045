"use client";

import { useRouter } from "next/navigation";
import { useState, type ComponentProps } from "react";
import { request } from "@/components/api/request";
import type { Draft } from "@/lib/desk/drafts";
import type { TransferValues } from "@/lib/forms/transfer";
import { Button } from "./button";
import { useBarred } from "./desk";
import { ErrorPanel } from "./error-panel";

export interface BeginTransferProps {
  label: string;
  tone?: ComponentProps<typeof Button>["tone"];
  /** What the form is filled with, asked for when somebody begins; null where there is no form for it. */
  values: () => TransferValues | null | Promise<TransferValues | null>;
  /** Why nobody can begin this one; who may not file at all is told that instead. */
  barred?: string | null;
}

/** Opens the form of a transfer, filled in: it is looked at and filed like any other. */
export function BeginTransfer({ label, tone, values, barred = null }: BeginTransferProps) {
  const router = useRouter();
  const mayNot = useBarred("transfers.file");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [formless, setFormless] = useState(false);
  const begin = async () => {
    setBusy(true);
    setError(null);
    try {
      const value = await values();
      setFormless(value === null);
      if (!value) return setBusy(false);
      const { id } = await request<Draft>("/api/drafts", { method: "POST", body: { kind: "transfer", value } });
      router.push(`/transfers/new/${id}`);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button tone={tone} barred={mayNot ?? barred} busy={busy} busyLabel="Opening…" onClick={() => void begin()}>
        {label}
      </Button>
      {formless ? <p role="alert" className="text-failed">There is no form for this kind of request here.</p> : null}
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}
