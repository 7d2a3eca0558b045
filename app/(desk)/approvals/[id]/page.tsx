import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { Approval } from "@/components/approvals/approval";
import { RequestNotes } from "@/components/notes/request-notes";
import { History } from "@/components/record/history";
import { historyKey } from "@/components/record/queries";
import { Panel } from "@/components/ui/panel";
import { pageSession } from "@/lib/auth/current";
import { approvalView } from "@/lib/desk/approvals/view";
import { asAppError } from "@/lib/desk/error-answer";
import { notesView } from "@/lib/desk/notes/view";
import { prefetchReads } from "@/lib/desk/prefetch";
import { historyOf } from "@/lib/desk/record/list";
import { id as anId } from "@/lib/jiko/schemas";
import { log } from "@/lib/log";

export const metadata: Metadata = { title: "Transfer request" };

/** What the server could not read is left to the browser, which shows what is wrong in its place. */
export default async function ApprovalPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const [view, notes] = await Promise.all([
    approvalView(session, id).catch((error: unknown) => {
      const { code, message } = asAppError(error);
      if (code === "not_found") notFound();
      log.info({ event: "prefetch.failed", operation: "approvalView", code, err: error }, message);
      return null;
    }),
    prefetchReads(session, [], [
      [["request-notes", id], () => notesView(session, id)],
      [historyKey(id.toLowerCase()), () => historyOf(session, id.toLowerCase())],
    ]),
  ]);
  return (
    <PageState state={notes}>
      <Approval key={id} id={id} initial={view} notes={
          <>
            <RequestNotes transferId={id} />
            <Panel title="On record" flush>
              <History subject={id.toLowerCase()} />
            </Panel>
          </>
        } />
    </PageState>
  );
}
