import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { Report } from "@/components/reports/report-view";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { reportsGet } from "@/lib/jiko/reports";
import { id as anId } from "@/lib/jiko/schemas";

export const metadata: Metadata = { title: "Report" };

export default async function ReportPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const state = await prefetchReads(session, [
    [reportsGet, { params: { report_request_id: id } }],
    [pocketsList, { query: pocketsInput }],
  ]);
  return (
    <PageState state={state}>
      <Report id={id} />
    </PageState>
  );
}
