import { z } from "zod";
import { approvalView } from "@/lib/desk/approvals/view";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** Everything the approval detail shows, and what a decision on it is bound to. */
export const GET = route<"transfers.read", { id: string }>({ access: "transfers.read" }, ({ session, params }) => {
  if (!z.guid().safeParse(params.id).success) throw new AppError("not_found");
  return approvalView(session, params.id);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
