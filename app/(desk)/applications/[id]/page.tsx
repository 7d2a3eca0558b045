import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { readApplicationAddress } from "@/components/applications/address";
import { Application } from "@/components/applications/application-view";
import { wholeInput } from "@/components/applications/queries";
import { pageSession } from "@/lib/auth/current";
import { prefetchReads } from "@/lib/desk/prefetch";
import { applicationDocumentsList, applicationsGet, relatedPartiesList } from "@/lib/jiko/applications";
import { id as anId } from "@/lib/jiko/schemas";

export const metadata: Metadata = { title: "Application" };

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ApplicationPage({ params, searchParams }: PageProps) {
  const session = await pageSession();
  const { id } = await params;
  if (!anId.safeParse(id).success) notFound();
  const about = { params: { application_id: id } };
  const state = await prefetchReads(session, [
    [applicationsGet, about],
    [relatedPartiesList, { ...about, query: wholeInput }],
    [applicationDocumentsList, { ...about, query: wholeInput }],
  ]);
  return (
    <PageState state={state}>
      <Application id={id} {...readApplicationAddress(await searchParams)} />
    </PageState>
  );
}
