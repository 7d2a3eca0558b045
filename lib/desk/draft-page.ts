import "server-only";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { AppError } from "@/lib/errors";
import { id as anId } from "@/lib/jiko/schemas";
import { openCommand } from "./commands/record";
import { takeDraft, type Draft, type DraftKind } from "./drafts";

interface OpenedDraft {
  draft: Draft;
  /** The command that the form was sent with, where what became of it is not known yet. */
  pending: string | null;
}

/**
 * What the page of a form opens with: the draft and what was sent of it, or in `gone` why there is none. Null where the id
 * cannot be one of this kind of form.
 */
export async function openDraft(session: Session, id: string, kind: DraftKind, command: string): Promise<OpenedDraft | { gone: string } | null> {
  if (!anId.safeParse(id).success) return null;
  const { customerId, memberId } = session;
  const [draft, open] = await Promise.all([
    takeDraft(session, id).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return error.message;
      throw error;
    }),
    openCommand(db(), { customerId, memberId, subjectId: id.toLowerCase() }),
  ]);
  if (typeof draft === "string") return { gone: draft };
  if (draft.kind !== kind) return null;
  return { draft, pending: open?.name === command ? open.commandId : null };
}
