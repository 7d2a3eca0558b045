import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Approval } from "@/components/approvals/approval";
import { pageSession } from "@/lib/auth/current";
import { approvalView } from "@/lib/desk/approvals/view";
import { asAppError } from "@/lib/desk/error-answer";
import { id as anId } from "@/lib/jiko/schemas";
import { log } from "@/lib/log";

export const metadata: Metadata = { title: "Transfer request" };

/** What the server could not read is left to the browser, which shows what is wrong in its place. */
export default async function ApprovalPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const view = await approvalView(session, id).catch((error: unknown) => {
    const { code, message } = asAppError(error);
    if (code === "not_found") notFound();
    log.info({ event: "prefetch.failed", operation: "approvalView", code, err: error }, message);
    return null;
  });
  return <Approval key={id} id={id} initial={view} />;
}
