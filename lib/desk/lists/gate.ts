import "server-only";
import { randomUUID } from "node:crypto";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { requireMirror } from "../mirror/gate";
import { requirePermission } from "../permission";
import { lists } from "./index";
import type { DeskList } from "./types";

/** The list of a name, for somebody who may read it. Throws `not_found`, and `forbidden`, which stands on record. */
export async function listFor(session: Session, name: string): Promise<DeskList<never>> {
  const list = lists.get(name);
  if (!list) throw new AppError("not_found");
  if ("copy" in list.of) await requireMirror(session, list.of.copy);
  else await requirePermission(session, list.of.permission, randomUUID(), { list: name });
  return list;
}
