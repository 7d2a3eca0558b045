import { z } from "zod";
import { only } from "@/lib/desk/only";
import { callBacksView } from "@/lib/desk/payees/call-back";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** Whether the payee's account was confirmed by a call-back, and every call-back there was. */
export const GET = route<"transfers.read", { id: string }>({ access: "transfers.read" }, ({ session, params }) => {
  if (!z.guid().safeParse(params.id).success) throw new AppError("not_found");
  return callBacksView(session, params.id);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
