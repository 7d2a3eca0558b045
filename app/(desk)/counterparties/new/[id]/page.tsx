import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Gone } from "@/components/payees/added";
import { PayeeEditor } from "@/components/payees/payee-editor";
import { pageSession } from "@/lib/auth/current";
import { openCommand } from "@/lib/desk/commands/record";
import { takeDraft } from "@/lib/desk/drafts";
import { db } from "@/lib/db/connection";
import { AppError } from "@/lib/errors";
import { id as anId } from "@/lib/jiko/schemas";
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
  if (!anId.safeParse(id).success) notFound();
  const [draft, open] = await Promise.all([
    takeDraft(session, id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return error.message;
      throw error;
    }),
    openCommand(db(), { customerId: session.customerId, memberId: session.memberId, subjectId: id.toLowerCase() }),
  ]);
  if (typeof draft === "string") return <Gone message={draft} />;
  if (draft.kind !== "payee") notFound();
  return <PayeeEditor key={id} initial={draft} pending={open?.name === "payee.add" ? open.commandId : null} countries={named} />;
}
