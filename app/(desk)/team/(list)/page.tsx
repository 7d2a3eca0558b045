import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { teamInput } from "@/components/team/queries";
import { TeamList } from "@/components/team/team-list";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { teamList } from "@/lib/jiko/team";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const { cursor: sent } = await searchParams;
  const cursor = typeof sent === "string" && sent ? sent : null;
  const state = await prefetchReads(session, [[teamList, { query: teamInput(cursor) }]]);
  return (
    <PageState state={state}>
      <TeamList cursor={cursor} />
    </PageState>
  );
}
