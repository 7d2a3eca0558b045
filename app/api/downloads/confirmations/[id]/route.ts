import { confirmationWanted, downloadConfirmation } from "@/lib/desk/confirmation-download";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?pocket=<id>&day=<book date>` */
export const GET = route<"cash.read", { id: string }>({ access: "cash.read" }, ({ url, params, ...asked }) =>
  downloadConfirmation(asked, checked(confirmationWanted, { ...Object.fromEntries(url.searchParams), id: params.id })),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
