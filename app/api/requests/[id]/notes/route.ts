import { z } from "zod";
import { notesView } from "@/lib/desk/notes/view";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { AppError } from "@/lib/errors";

/** Comments and attachments of a request, or of a draft of one's own. */
export const GET = route<"transfers.read", { id: string }>({ access: "transfers.read" }, ({ session, params }) => {
  if (!z.guid().safeParse(params.id).success) throw new AppError("not_found");
  return notesView(session, params.id);
});

export const { POST, PUT, PATCH, DELETE } = only("GET");
