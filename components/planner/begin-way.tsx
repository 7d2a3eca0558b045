"use client";

import { useQuery } from "@tanstack/react-query";
import { pocketsQuery } from "@/components/api/reads";
import { BeginTransfer } from "@/components/ui/begin-transfer";
import type { TransferValues } from "@/lib/forms/transfer";

/** Begins the transfer of a way. */
export function BeginWay({ draft }: { draft: TransferValues }) {
  const pockets = useQuery(pocketsQuery()).data?.items;
  const ids = [draft.originPocketId, draft.destinationPocketId];
  const ends = ids.map((id) => pockets?.find((one) => one.id.toLowerCase() === id.toLowerCase()));
  const outside = draft.transferType === "SECURITY_TRANSFER" && ends.some((one) => one && !one.attributes.includes("JIKONET"));
  return (
    <BeginTransfer
      label="Begin this transfer"
      barred={outside ? "Only between two JikoNet pockets can the bills themselves move." : null}
      values={() => draft}
    />
  );
}
