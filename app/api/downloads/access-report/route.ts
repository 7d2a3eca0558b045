import { only } from "@/lib/desk/only";
import { accessWanted } from "@/lib/desk/record/access";
import { downloadAccessReport } from "@/lib/desk/record/access-csv";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?date=2026-07-15` */
export const GET = route({ access: "record.read" }, ({ url, ...asked }) =>
  downloadAccessReport(asked, checked(accessWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
