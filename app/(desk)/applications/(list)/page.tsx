import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { ApplicationList } from "@/components/applications/application-list";
import { listInput } from "@/components/applications/queries";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { applicationsList } from "@/lib/jiko/applications";

export const metadata: Metadata = { title: "Applications" };

export default async function ApplicationsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const { cursor } = await searchParams;
  const from = typeof cursor === "string" ? cursor : null;
  const state = await prefetchReads(session, [[applicationsList, { query: listInput(from) }]]);
  return (
    <PageState state={state}>
      <ApplicationList cursor={from} />
    </PageState>
  );
}
