import { bai2Wanted, downloadBai2 } from "@/lib/desk/bai2/download";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?day=2026-07-14&pocket=<id>`; all pockets without one. */
export const GET = route({ access: "cash.read" }, ({ url, ...asked }) =>
  downloadBai2(asked, checked(bai2Wanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
