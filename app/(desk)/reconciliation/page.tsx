import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { readReconciliationAddress } from "@/components/reconciliation/address";
import { Reconciliation } from "@/components/reconciliation/reconciliation";
import { pageSession } from "@/lib/auth/current";
import { asAppError } from "@/lib/desk/error-answer";
import { reconciliation } from "@/lib/desk/mirror/reconciliation";
import { prefetchReads } from "@/lib/desk/prefetch";
import { read } from "@/lib/desk/read";
import { pocketsList } from "@/lib/jiko/pockets";
import { log } from "@/lib/log";

export const metadata: Metadata = { title: "Reconciliation" };

/** What the server could not read is left to the browser, which shows what is wrong in its place. */
const orNull = async <T,>(operation: string, work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    const { code, message } = asAppError(error);
    log.info({ event: "prefetch.failed", operation, code, err: error }, message);
    return null;
  }
};

export default async function ReconciliationPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const address = readReconciliationAddress(await searchParams);
  const state = await prefetchReads(session, [[pocketsList, { query: pocketsInput }]]);
  const first = address.pocket ? null : await orNull("pockets.list", () => read(pocketsList, session, { query: pocketsInput }));
  const filters = { ...address, pocket: address.pocket || (first?.items[0]?.id ?? "") };
  const { pocket, year } = filters;
  const initial = pocket ? await orNull("reconciliation", () => reconciliation(session, { pocket, ...(year ? { year } : {}) })) : null;
  return (
    <PageState state={state}>
      <Reconciliation key={pocket} filters={filters} initial={initial} />
    </PageState>
  );
}
