import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { recordStateKey } from "@/components/record/queries";
import { Record as AuditRecord } from "@/components/record/record";
import { recordState } from "@/lib/desk/record/state";
import { audit } from "@/lib/lists/definitions/audit";
import { listPage, type SearchParams } from "../../list-page";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const { place, state } = await listPage({
    list: audit,
    searchParams,
    permission: "record.read",
    own: ({ customerId }) => [[recordStateKey, () => recordState(customerId)]],
  });
  return (
    <PageState state={state}>
      <AuditRecord place={place} />
    </PageState>
  );
}
