import { only } from "@/lib/desk/only";
import { reportStatement, statementWanted } from "@/lib/desk/report-files";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?file=1&statement=1&page=1`: a camt.053 file as a readable statement. */
export const GET = route<"reports.read", { id: string }>({ access: "reports.read" }, ({ url, params, session, request }) =>
  reportStatement(session, checked(statementWanted, { ...Object.fromEntries(url.searchParams), id: params.id }), request.signal),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
