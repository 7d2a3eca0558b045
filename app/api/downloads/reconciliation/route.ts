import { reconciliationWanted } from "@/lib/desk/mirror/reconciliation";
import { downloadReconciliation } from "@/lib/desk/mirror/reconciliation-csv";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?pocket=<id>&year=2026` */
export const GET = route({ access: "cash.read" }, ({ url, ...asked }) =>
  downloadReconciliation(asked, checked(reconciliationWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
