"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { pocketsQuery } from "@/components/api/reads";
import { request } from "@/components/api/request";
import { Button } from "@/components/ui/button";
import { useMay } from "@/components/ui/desk";
import { ErrorPanel } from "@/components/ui/error-panel";
import type { Draft } from "@/lib/desk/drafts";
import type { TransferValues } from "@/lib/forms/transfer";

/** Begins the transfer of a way, filled in; it is looked at and filed like any other. */
export function BeginTransfer({ draft }: { draft: TransferValues }) {
  const router = useRouter();
  const may = useMay("transfers.file");
  const pockets = useQuery(pocketsQuery()).data?.items;
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ids = [draft.originPocketId, draft.destinationPocketId];
  const ends = ids.map((id) => pockets?.find((one) => one.id.toLowerCase() === id.toLowerCase()));
  const outside = draft.transferType === "SECURITY_TRANSFER" && ends.some((one) => one && !one.attributes.includes("JIKONET"));
  const barred = !may
    ? "Filing transfers needs the role initiator or admin."
    : outside
      ? "Only between two JikoNet pockets can the bills themselves move."
      : null;
  const begin = async () => {
    setStarting(true);
    setError(null);
    try {
      const { id } = await request<Draft>("/api/drafts", { method: "POST", body: { kind: "transfer", value: draft } });
      router.push(`/transfers/new/${id}`);
    } catch (thrown) {
      setError(thrown);
      setStarting(false);
    }
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={starting} busyLabel="Opening…" barred={barred} onClick={() => void begin()}>
        Begin this transfer
      </Button>
      {error ? <ErrorPanel error={error} what="the draft" /> : null}
    </div>
  );
}
