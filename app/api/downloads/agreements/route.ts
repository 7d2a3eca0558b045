import { agreementWanted, downloadAgreement } from "@/lib/desk/agreement-download";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

/** `?version=1.4.0&type=TERMS_OF_USE&title=Terms+of+use` */
export const GET = route({ access: "agreements.read" }, ({ url, ...asked }) =>
  downloadAgreement(asked, checked(agreementWanted, Object.fromEntries(url.searchParams))),
);

export const { POST, PUT, PATCH, DELETE } = only("GET");
