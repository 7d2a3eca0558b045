import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { pocketsInput } from "@/components/api/reads";
import { Attachments } from "@/components/notes/attachments";
import { Filed, Gone } from "@/components/transfers/filed";
import { readValues } from "@/components/transfers/kinds";
import { payeesInput, teamInput } from "@/components/transfers/queries";
import { TransferEditor } from "@/components/transfers/transfer-editor";
import { pageSession } from "@/lib/auth/current";
import { openDraft } from "@/lib/desk/draft-page";
import { notesView } from "@/lib/desk/notes/view";
import { prefetchReads } from "@/lib/desk/prefetch";
import { readWhole } from "@/lib/desk/read";
import { counterpartiesList } from "@/lib/jiko/counterparties";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import { pocketsList } from "@/lib/jiko/pockets";
import { teamList } from "@/lib/jiko/team";
import { transferRequestsGet } from "@/lib/jiko/transfer-requests";

export const metadata: Metadata = { title: "New transfer" };

type Read = readonly [AnyOperation, InputOf<AnyOperation>];
const read = <Op extends AnyOperation>(op: Op, input: InputOf<Op>): Read => [op, input as InputOf<AnyOperation>];

/** The form of one draft; where the draft is gone, what became of it. */
export default async function TransferPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  const opened = await openDraft(session, id, "transfer", "transfer.file");
  if (!opened) notFound();
  if ("gone" in opened) {
    const filed = await readWhole(transferRequestsGet, session, { params: { transfer_id: id } }).catch(() => null);
    return filed ? <Filed id={id} /> : <Gone message={opened.gone} />;
  }
  const { draft, pending } = opened;
  const { kind } = readValues(draft.value);
  const reads = [
    read(pocketsList, { query: pocketsInput }),
    read(teamList, { query: teamInput }),
    ...(kind === "own" ? [] : [read(counterpartiesList, { query: payeesInput(kind) })]),
  ];
  const state = await prefetchReads(session, reads, [[["request-notes", id], () => notesView(session, id)]]);
  return (
    <PageState state={state}>
      <TransferEditor key={id} initial={draft} pending={pending} />
      <div className="mt-4">
        <Attachments transferId={id} />
      </div>
    </PageState>
  );
}
