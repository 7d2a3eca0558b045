import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";
import { profileDocument } from "@/lib/desk/uploads/documents";
import { upload, uploadResponse } from "@/lib/desk/uploads/upload";

/** A file as the body, with its type, its length and, percent-encoded in `countersign-file-name`, its name. */
export const POST = route<"company.upload", { type: string }>({ access: "company.upload", brings: "file" }, async ({ params, ...asked }) =>
  uploadResponse(await upload(asked, profileDocument(params.type))),
);

export const { GET, PUT, PATCH, DELETE } = only("POST");
