import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readCursor, reportsInput } from "@/components/reports/address";
import { ReportList } from "@/components/reports/report-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { reportsList } from "@/lib/jiko/reports";

export const metadata: Metadata = { title: "Reports" };

export default async function ReportsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const cursor = readCursor(await searchParams);
  const state = await prefetchReads(session, [
    [reportsList, { query: reportsInput(cursor) }],
    [pocketsList, { query: pocketsInput }],
  ]);
  return (
    <PageState state={state}>
      <ReportList cursor={cursor} />
    </PageState>
  );
}
