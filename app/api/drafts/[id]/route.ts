import { z } from "zod";
import { deleteDraft, draftValue, saveDraft, takeDraft } from "@/lib/desk/drafts";
import { only } from "@/lib/desk/only";
import { route } from "@/lib/desk/route";

const access = "session";
const saved = z.strictObject({ value: draftValue, revision: z.int().positive() });

export const GET = route<"session", { id: string }>({ access }, ({ session, params }) => takeDraft(session, params.id));

export const PUT = route<"session", { id: string }>({ access }, async ({ session, params, json }) => {
  const { value, revision } = await json(saved);
  return saveDraft(session, params.id, value, revision);
});

export const DELETE = route<"session", { id: string }>({ access }, async ({ session, params }) => {
  await deleteDraft(session, params.id);
  return { ok: true };
});

export const { POST, PATCH } = only("GET", "PUT", "DELETE");
