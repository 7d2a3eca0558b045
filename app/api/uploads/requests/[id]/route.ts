import { z } from "zod";
import { attach } from "@/lib/desk/notes/attach";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { uploadResponse } from "@/lib/desk/uploads/upload";
import { AppError } from "@/lib/errors";

/** A file as the body, with its type, its length and, percent-encoded in `countersign-file-name`, its name. */
export const POST = route<"requests.annotate", { id: string }>({ access: "requests.annotate", brings: "file" }, async ({ params, ...asked }) => {
  if (!z.guid().safeParse(params.id).success) throw new AppError("not_found");
  return uploadResponse(await attach(asked, params.id.toLowerCase()));
});

export const { GET, PUT, PATCH, DELETE } = only("POST");
