import { writeDay } from "@/components/ui/dates";
import { reportWord } from "@/lib/forms/report";
import type { ReportView } from "@/lib/jiko/reports";

type Dated = Pick<ReportView, "report_date" | "date_from" | "date_to">;

/** The day or the days that a report is about. */
export const periodOf = ({ report_date, date_from, date_to }: Dated): string =>
  report_date ? writeDay(report_date) : [date_from, date_to].map((day) => (day ? writeDay(day) : "…")).join(" – ");

export const titleOf = (report: Dated & Pick<ReportView, "type">): string => `${reportWord(report.type)}, ${periodOf(report)}`;

/** Said wherever reports are: the publisher's own word for them. */
export function Experimental() {
  return <span>Jiko calls its reports experimental: they may change without notice.</span>;
}
