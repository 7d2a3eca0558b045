import { downloadList } from "@/lib/desk/lists/export";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

/** `?format=csv&columns=booked,amount&type=WIRE`: all that the filters leave, `format=xlsx` as a workbook. */
export const GET = route<"session", { name: string }>({ access: "session" }, ({ params, url, ...asked }) =>
  downloadList(asked, params.name, url.searchParams),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
