import { z } from "zod";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";
import { applicationDocument } from "@/lib/desk/uploads/documents";
import { upload, uploadResponse } from "@/lib/desk/uploads/upload";
import { id } from "@/lib/jiko/schemas";

const address = z.strictObject({ id, documentId: id });

/** As for the company's profile, for a document that an application asks for. */
export const POST = route<"onboarding.manage", { id: string; documentId: string }>(
  { access: "onboarding.manage", brings: "file" },
  async ({ params, ...asked }) => {
    const wanted = checked(address, params);
    return uploadResponse(await upload(asked, applicationDocument(wanted.id, wanted.documentId)));
  },
);

export const { GET, PUT, PATCH, DELETE } = only("POST");
