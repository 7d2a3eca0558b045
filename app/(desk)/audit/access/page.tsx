import type { Metadata } from "next";
import { PageState } from "@/components/api/page-state";
import { AccessReport } from "@/components/record/access-report";
import { accessKey } from "@/components/record/queries";
import { isDay } from "@/lib/treasury/day";
import { pageSession } from "@/lib/auth/current";
import { may } from "@/lib/auth/permissions";
import { dayOf, now } from "@/lib/clock";
import { prefetchReads } from "@/lib/desk/prefetch";
import { readWhole } from "@/lib/desk/read";
import { accessReport } from "@/lib/desk/record/access";

export const metadata: Metadata = { title: "Access report" };

export default async function AccessPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const session = await pageSession();
  const { date: asked } = await searchParams;
  const date = typeof asked === "string" && isDay(asked) ? asked : dayOf(now());
  const allowed = may(session, "record.read");
  const state = await prefetchReads(session, [], allowed ? [[accessKey(date), () => accessReport(session, { date }, (op, input) => readWhole(op, session, input))]] : []);
  return (
    <PageState state={state}>
      <AccessReport date={date} />
    </PageState>
  );
}
