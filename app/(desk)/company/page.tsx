import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { Agreements } from "@/components/company/agreements";
import { Owners } from "@/components/company/owners";
import { Profile } from "@/components/company/profile";
import { DocumentsPanel } from "@/components/uploads/documents-panel";
import { PageHeader } from "@/components/ui/page-header";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { agreementsGet } from "@/lib/jiko/agreements";
import { beneficialOwners, customerGet } from "@/lib/jiko/customer";

export const metadata: Metadata = { title: "Company" };

/** A page of panels: what Jiko knows of the company, what holds between the two, and the documents sent. */
export default async function CompanyPage() {
  const session = await pageSession();
  const state = await prefetchReads(session, [
    [customerGet, {}],
    [beneficialOwners, {}],
    [agreementsGet, {}],
  ]);
  return (
    <PageState state={state}>
      <PageHeader title="Company" />
      <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
        <Profile />
        <Owners />
        <div className="lg:col-span-2">
          <Agreements />
        </div>
        <div className="lg:col-span-2">
          <DocumentsPanel />
        </div>
      </div>
    </PageState>
  );
}
