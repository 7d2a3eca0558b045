import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { Gone } from "@/components/policy/gone";
import { PolicyEditor } from "@/components/policy/policy-editor";
import { policyKey } from "@/components/policy/queries";
import { pageSession } from "@/lib/auth/current";
import { openDraft } from "@/lib/desk/draft-page";
import { policyView } from "@/lib/desk/policy/view";
import { prefetchReads } from "@/lib/desk/prefetch";

export const metadata: Metadata = { title: "Propose a policy" };

/** The form of one draft; where the draft is gone, what became of it. */
export default async function PolicyDraftPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  const opened = await openDraft(session, id, "policy", "policy.propose");
  if (!opened) notFound();
  const state = await prefetchReads(session, [], [[policyKey, () => policyView(session)]]);
  return (
    <PageState state={state}>
      {"gone" in opened ? <Gone message={opened.gone} /> : <PolicyEditor key={id} initial={opened.draft} />}
    </PageState>
  );
}
