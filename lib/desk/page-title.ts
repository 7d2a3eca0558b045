import "server-only";
import type { Metadata } from "next";
import { currentSession } from "@/lib/auth/current";
import type { Session } from "@/lib/auth/session";

/** A title does not hold a page up for longer. */
const patienceMs = 2_000;

/**
 * The title of a tab from what its page shows; the plain noun where that cannot be read in time. The read is the page's own:
 * both are on their way together, and Jiko is asked once.
 */
export async function titleOf(noun: string, work: (session: Session) => Promise<string>): Promise<Metadata> {
  const session = await currentSession();
  if (!session) return { title: noun };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(() => resolve(noun), patienceMs)));
  const title = await Promise.race([work(session).catch(() => noun), late]);
  clearTimeout(timer);
  return { title };
}
