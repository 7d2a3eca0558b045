"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { valuesOf } from "@/lib/approvals/refile";
import type { SnapshotSubject } from "@/lib/approvals/types";
import type { Draft } from "@/lib/desk/drafts";

/** A new form filled with what this request was, for who filed it. */
export function Refile({ subject }: { subject: SnapshotSubject }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const value = valuesOf(subject);
  if (!value) return null;
  const begin = async () => {
    setBusy(true);
    setFault(null);
    try {
      const { id } = await request<Draft>("/api/drafts", { method: "POST", body: { kind: "transfer", value } });
      router.push(`/transfers/new/${id}`);
    } catch (error) {
      setFault(error instanceof Error ? error.message : "The form could not be opened.");
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-1 [&_button]:w-full">
      <Button busy={busy} busyLabel="Opening…" onClick={() => void begin()}>File it anew, corrected</Button>
      {fault ? <p role="alert" className="text-failed">{fault}</p> : null}
    </div>
  );
}
