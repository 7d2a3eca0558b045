"use client";

import { ButtonLink } from "@/components/ui/button";
import { useMay } from "@/components/ui/desk";
import { PageHeader } from "@/components/ui/page-header";
import { Allocation } from "./allocation";
import { Latest } from "./latest";
import { PocketBalances } from "./pocket-balances";
import { Summary } from "./summary";
import { Waiting } from "./waiting";

export function Overview() {
  const mayFile = useMay("transfers.file");
  return (
    <>
      <PageHeader
        title="Overview"
        action={
          <ButtonLink href="/transfers/new" tone="primary" barred={mayFile ? null : "Filing transfers needs the role initiator or admin."}>
            New transfer
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        <Summary />
        <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] xl:items-start">
          <PocketBalances />
          <Waiting />
        </div>
        <Allocation />
        <Latest />
      </div>
    </>
  );
}
