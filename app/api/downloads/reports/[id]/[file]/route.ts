import { only } from "@/lib/desk/only";
import { downloadReportFile, reportFileWanted } from "@/lib/desk/report-files";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** A file of a report, counted from 1 in Jiko's order. */
export const GET = route<"reports.read", { id: string; file: string }>({ access: "reports.read" }, ({ params, ...asked }) =>
  downloadReportFile(asked, checked(reportFileWanted, params)),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
