import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { receive } from "@/lib/desk/webhooks/receive";

/** Where Jiko delivers events. Who sends is told by the signature over the body, and by nothing else. */
export const POST = route<"signed", { endpoint: string }>({ access: "signed", quiet: true }, ({ request, params, log }) =>
  receive(params.endpoint, request, log),
);

export const { GET, PUT, PATCH, DELETE } = only("POST");
