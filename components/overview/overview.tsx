"use client";

import { ButtonLink } from "@/components/ui/button";
import { useBarred } from "@/components/ui/desk";
import { PageHeader } from "@/components/ui/page-header";
import { AboutToHappen } from "./about-to-happen";
import { Allocation } from "./allocation";
import { BalanceHistory } from "./balance-history";
import { Changes } from "./changes";
import { Earns } from "./earnings";
import { Latest } from "./latest";
import { PocketBalances } from "./pocket-balances";
import { Question } from "./question";
import { Returns } from "./returns";
import { Summary } from "./summary";
import { Waiting } from "./waiting";

export function Overview() {
  const mayNotFile = useBarred("transfers.file");
  return (
    <>
      <PageHeader
        title="Overview"
        action={
          <ButtonLink href="/transfers/new" tone="primary" barred={mayNotFile}>
            New transfer
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-6">
        <Question title="How much do we have?">
          <Summary />
          <Changes />
          <PocketBalances />
          <BalanceHistory />
        </Question>
        <Question title="What needs me?">
          <Waiting />
        </Question>
        <Question title="Where is it?">
          <Allocation />
        </Question>
        <Question title="What does it earn?">
          <Earns />
        </Question>
        <Question title="When does it come back?">
          <Returns />
        </Question>
        <Question title="What is about to happen?">
          <AboutToHappen />
        </Question>
        <Question title="What happened last?">
          <Latest />
        </Question>
      </div>
    </>
  );
}
