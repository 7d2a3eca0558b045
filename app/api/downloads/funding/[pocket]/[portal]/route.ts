import { downloadFunding, fundingWanted } from "@/lib/desk/funding-download";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

export const GET = route<"cash.read", { pocket: string; portal: string }>({ access: "cash.read" }, ({ url, params, ...asked }) =>
  downloadFunding(asked, checked(fundingWanted, { ...Object.fromEntries(url.searchParams), ...params })),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
