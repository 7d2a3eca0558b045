import { only } from "@/lib/desk/only";
import { downloadRecord, recordExportWanted } from "@/lib/desk/record/export";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?format=csv` or `jsonl`, with the filters of the list: the entries that they leave. */
export const GET = route({ access: "record.read" }, ({ url, ...asked }) =>
  downloadRecord(asked, checked(recordExportWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
