import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readStatementAddress } from "@/components/reports/address";
import { StatementView } from "@/components/reports/statement-view";
import { pageSession } from "@/lib/auth/current";
import { mayRead } from "@/lib/auth/permissions";
import { asAppError } from "@/lib/desk/error-answer";
import { prefetchReads } from "@/lib/desk/prefetch";
import { reportStatement } from "@/lib/desk/report-files";
import { pocketsList } from "@/lib/jiko/pockets";
import { id as anId } from "@/lib/jiko/schemas";
import { log } from "@/lib/log";

export const metadata: Metadata = { title: "Statement" };

interface StatementPageProps {
  params: Promise<{ id: string; file: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the server could not read is left to the browser, which shows what is wrong in its place. */
export default async function StatementPage({ params, searchParams }: StatementPageProps) {
  const session = await pageSession();
  const { id, file } = await params;
  if (!anId.safeParse(id).success || !/^[1-9]\d{0,3}$/.test(file)) notFound();
  const address = readStatementAddress(id, file, await searchParams);
  const [state, statement] = await Promise.all([
    prefetchReads(session, [[pocketsList, { query: pocketsInput }]]),
    mayRead(session, "reports.read") ? reportStatement(session, address).catch(noted) : null,
  ]);
  return (
    <PageState state={state}>
      <StatementView key={`${id} ${file} ${address.statement} ${address.page}`} address={address} initial={statement} />
    </PageState>
  );
}

function noted(error: unknown): null {
  const { code, message } = asAppError(error);
  log.info({ event: "prefetch.failed", operation: "reportStatement", code, err: error }, message);
  return null;
}
