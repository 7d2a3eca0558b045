import "server-only";
import type { Session } from "@/lib/auth/session";
import { pocketsGet } from "@/lib/jiko/pockets";
import { readWhole } from "./read";

/** The pocket's name for a file; a file without it is better than none. */
export async function pocketName(session: Session, pocketId: string): Promise<string> {
  try {
    return (await readWhole(pocketsGet, session, { params: { pocket_id: pocketId } })).pocket_name;
  } catch {
    return `pocket-${pocketId.slice(0, 8)}`;
  }
}
