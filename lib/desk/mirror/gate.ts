import "server-only";
import { mayRead } from "@/lib/auth/permissions";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { AnyOperation, InputOf } from "@/lib/jiko/operation";
import { readWhole } from "../read";
import { sources } from "./sources";
import { mirrorKinds, type MirrorKind } from "./types";

/** How long an answer of Jiko's counts within a session. */
const rememberedMs = 10 * 60_000;
const most = 5_000;

// Pages and route handlers are bundled apart and must remember the same.
const shared = globalThis as typeof globalThis & { countersignMirrorGate?: Map<string, number> };
const allowed = (): Map<string, number> => (shared.countersignMirrorGate ??= new Map());

type Ask = (op: AnyOperation, session: Session) => Promise<unknown>;
const oneRow: Ask = (op, session) => readWhole(op, session, { query: { limit: 1 } } as unknown as InputOf<AnyOperation>);

/**
 * Whether this member's own token can read what the copy holds of this kind: asked at Jiko with one cheap read, remembered
 * for ten minutes of the session. Throws what the read throws where Jiko gives no answer at all.
 */
export async function mayReadMirror(session: Session, kind: MirrorKind, ask: Ask = oneRow): Promise<boolean> {
  const { scope } = sources[kind];
  if (!mayRead(session, scope)) return false;
  const key = `${session.id} ${kind}`;
  const at = performance.now();
  if ((allowed().get(key) ?? 0) > at) return true;
  try {
    await ask(sources[kind].list, session);
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return false;
    throw error;
  }
  for (const [known, until] of allowed()) if (until <= at || allowed().size > most) allowed().delete(known);
  allowed().set(key, at + rememberedMs);
  return true;
}

/** Throws `forbidden` where the member's own token cannot read this kind at Jiko. */
export async function requireMirror(session: Session, kind: MirrorKind): Promise<void> {
  if (!(await mayReadMirror(session, kind))) {
    throw new AppError("forbidden", { message: "Your sign-in may not read this at Jiko, so it may not read the desk's copy of it either." });
  }
}

/** The kinds that this member may read. */
export async function readableKinds(session: Session, wanted: readonly MirrorKind[] = mirrorKinds): Promise<MirrorKind[]> {
  const answers = await Promise.all(wanted.map(async (kind) => ((await mayReadMirror(session, kind)) ? [kind] : [])));
  return answers.flat();
}
