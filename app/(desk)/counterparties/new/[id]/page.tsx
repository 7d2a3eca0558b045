import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { Gone } from "@/components/payees/added";
import { PayeeEditor } from "@/components/payees/payee-editor";
import { pageSession } from "@/lib/auth/current";
import { openDraft } from "@/lib/desk/draft-page";
import { countries } from "@/lib/payees/bank-numbers";

export const metadata: Metadata = { title: "Add a payee" };

/** Named here and not in the browser: browsers differ in what they call countries, and the list would come twice. */
const names = new Intl.DisplayNames(["en"], { type: "region" });
const named = countries
  .map((code) => ({ code, name: names.of(code) ?? code }))
  .sort((a, b) => (a.code === "US" ? -1 : b.code === "US" ? 1 : a.name.localeCompare(b.name, "en")));

/** The form of one draft; where the draft is gone, what became of it. */
export default async function PayeeDraftPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  const opened = await openDraft(session, id, "payee", "payee.add");
  if (!opened) notFound();
  return (
    <PageState>
      {"gone" in opened ? <Gone message={opened.gone} /> : <PayeeEditor key={id} initial={opened.draft} pending={opened.pending} countries={named} />}
    </PageState>
  );
}
