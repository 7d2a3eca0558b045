import { z } from "zod";
import { only } from "@/lib/desk/only";
import { historyOf } from "@/lib/desk/record/list";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** All that is on record about a request, the oldest first. */
export const GET = route<"transfers.read", { subject: string }>({ access: "transfers.read" }, ({ session, params }) => {
  if (!z.guid().safeParse(params.subject).success) throw new AppError("not_found");
  return historyOf(session, params.subject.toLowerCase());
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
