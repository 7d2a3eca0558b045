import { z } from "zod";
import { createDraft, draftKind, draftValue, listDrafts } from "@/lib/desk/drafts";
import { only } from "@/lib/desk/only";
import { checked } from "@/lib/desk/request-checks";
import { route } from "@/lib/desk/route";

const created = z.strictObject({ kind: draftKind, value: draftValue });

export const GET = route({ access: "session" }, async ({ session, url }) => ({
  items: await listDrafts(session, checked(draftKind, url.searchParams.get("kind"))),
}));

export const POST = route({ access: "session" }, async ({ session, json }) => {
  const { kind, value } = await json(created);
  return createDraft(session, kind, value);
});

export const { PUT, PATCH, DELETE } = only("GET", "POST");
