import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageState } from "@/components/api/page-state";
import { versionKey } from "@/components/policy/queries";
import { Version } from "@/components/policy/version";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { policyVersionDetail } from "@/lib/desk/policy/view";
import { prefetchReads } from "@/lib/desk/prefetch";

export const metadata: Metadata = { title: "Version of the policy" };

export default async function PolicyVersionPage({ params }: { params: Promise<{ number: string }> }) {
  const session = await pageSession();
  const { number: sent } = await params;
  if (!/^[1-9]\d{0,5}$/.test(sent)) notFound();
  const number = Number(sent);
  const reads = [[versionKey(number), () => policyVersionDetail(session, number)]] as const;
  const state = await prefetchReads(session, [], may(session, "transfers.read") ? reads : []);
  return (
    <PageState state={state}>
      <Version number={number} />
    </PageState>
  );
}
