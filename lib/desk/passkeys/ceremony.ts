import "server-only";
import { and, eq, lt } from "drizzle-orm";
import { z } from "zod";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/connection";
import { ceremony } from "@/lib/db/schema/passkeys";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Long enough for a sign-in at Jiko, short enough that nobody comes back to a challenge after lunch. */
const lifetimeMs = 10 * 60_000;

type Row = typeof ceremony.$inferSelect;

/** Bytes as browsers and authenticators write them. */
export const base64url = z.string().regex(/^[\w-]+$/).max(20_000);
export const nonceText = base64url.max(100);
/** The id of a credential, under both names that it has. */
export const credential = { id: base64url.max(2_000), rawId: base64url.max(2_000), type: z.literal("public-key") };

/** Where the pages are: a passkey of another host does not sign here. */
export const relyingParty = () => ({ origin: env().APP_URL, rpId: new URL(env().APP_URL).hostname });

/** What both ceremonies ask a browser for. */
export const challengeOptions = (challenge: string) => ({
  rpID: relyingParty().rpId,
  challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
  timeout: 120_000,
});

/** Something stands in the way of what is to be signed, as a sentence. */
export const refuse = (message: string): never => {
  throw new AppError("conflict", { message });
};

/** Remembers a challenge that is handed out: for this member, this session and one use. */
export async function handOut(
  { id: sessionId, customerId, memberId }: Session,
  asked: Pick<Row, "nonce" | "purpose" | "challenge" | "body">,
): Promise<void> {
  const expiresAt = new Date(now().getTime() + lifetimeMs);
  await db().insert(ceremony).values({ ...asked, customerId, memberId, sessionId, expiresAt });
}

/** What was handed out to this member in this session under a nonce, used and too old or not; null where nothing was. */
export async function handedOut({ id: sessionId, customerId, memberId }: Session, nonce: string): Promise<Row | null> {
  const mine = [eq(ceremony.sessionId, sessionId), eq(ceremony.customerId, customerId), eq(ceremony.memberId, memberId)];
  const [row] = await db().select().from(ceremony).where(and(eq(ceremony.nonce, nonce), ...mine));
  return row ?? null;
}

export const isOpen = ({ usedAt, expiresAt }: Pick<Row, "usedAt" | "expiresAt">): boolean => usedAt === null && expiresAt > now();

export const deleteOldCeremonies = async (): Promise<void> =>
  void (await db().delete(ceremony).where(lt(ceremony.expiresAt, new Date(now().getTime() - lifetimeMs))));
