import { z } from "zod";
import { only } from "@/lib/desk/only";
import { payeeVersions } from "@/lib/desk/payees/history";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

export const GET = route<"transfers.read", { id: string }>({ access: "transfers.read" }, ({ session, params }) => {
  if (!z.guid().safeParse(params.id).success) throw new AppError("not_found");
  return payeeVersions(session, params.id);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
