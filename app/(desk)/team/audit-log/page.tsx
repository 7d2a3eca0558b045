import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { readAuditAddress } from "@/components/team/audit-address";
import { AuditLog } from "@/components/team/audit-log";
import { auditLogKey, teamInput } from "@/components/team/queries";
import { pageSession } from "@/lib/auth/current";
import { bankingNow, dayOf } from "@/lib/clock";
import { prefetchReads } from "@/lib/desk/prefetch";
import { auditLogPage, auditLogPageWanted } from "@/lib/desk/team-audit";
import { teamList } from "@/lib/jiko/team";

export const metadata: Metadata = { title: "Jiko's audit log" };

export default async function AuditLogRoute({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readAuditAddress(await searchParams, dayOf(await bankingNow()));
  const { query } = address;
  const state = await prefetchReads(
    session,
    [[teamList, { query: teamInput() }]],
    query ? [[auditLogKey(query), () => auditLogPage(session, auditLogPageWanted.parse(query))]] : [],
  );
  return (
    <PageState state={state}>
      <AuditLog {...address} />
    </PageState>
  );
}
