import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readStatementsAddress } from "@/components/statements/address";
import { oldestInput } from "@/components/statements/queries";
import { StatementList } from "@/components/statements/statement-list";
import { pageSession } from "@/lib/auth/current";
import { archivesOf } from "@/lib/desk/archives/store";
import { prefetchReads } from "@/lib/desk/prefetch";
import { pocketsList } from "@/lib/jiko/pockets";
import { statementsList } from "@/lib/jiko/statements";

export const metadata: Metadata = { title: "Statements" };

export default async function StatementsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readStatementsAddress(await searchParams);
  const state = await prefetchReads(
    session,
    [
      [statementsList, { query: address.query }],
      [statementsList, { query: oldestInput }],
      [pocketsList, { query: pocketsInput }],
    ],
    [[["archives"], () => archivesOf(session)]],
  );
  return (
    <PageState state={state}>
      <StatementList {...address} />
    </PageState>
  );
}
