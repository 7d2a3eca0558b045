import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { downloadStatement, statementWanted } from "@/lib/desk/statement-download";

/** `?account=<pocket>&type=BANK&key=2026-06` */
export const GET = route<"cash.read", { id: string }>({ access: "cash.read" }, ({ url, params, ...asked }) =>
  downloadStatement(asked, checked(statementWanted, { ...Object.fromEntries(url.searchParams), id: params.id })),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
