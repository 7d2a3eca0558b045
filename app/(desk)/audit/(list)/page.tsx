import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readRecordAddress } from "@/components/record/address";
import { recordKey, recordStateKey } from "@/components/record/queries";
import { Record as AuditRecord } from "@/components/record/record";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { prefetchReads } from "@/lib/desk/prefetch";
import { recordPage, recordPageWanted } from "@/lib/desk/record/list";
import { recordState } from "@/lib/desk/record/state";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readRecordAddress(await searchParams);
  const { query } = address;
  const allowed = may(session, "record.read");
  const state = await prefetchReads(
    session,
    [],
    allowed
      ? [
          [recordStateKey, () => recordState(session.customerId)],
          ...(query ? [[recordKey(query), () => recordPage(session, recordPageWanted.parse(query))] as const] : []),
        ]
      : [],
  );
  return (
    <HydrationBoundary state={state}>
      <AuditRecord {...address} />
    </HydrationBoundary>
  );
}
