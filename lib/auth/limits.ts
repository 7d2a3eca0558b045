/** The two ends of a session, by the clock alone. */
export interface Times {
  lastActiveAt: Date;
  expiresAt: Date;
}

export type Standing =
  | { alive: true; idleSeconds: number; absoluteSeconds: number }
  | { alive: false; reason: "expired" | "idle" };

/** Where a session stands: whole seconds to its idle and its absolute end, or which of the two has passed. */
export function standing({ lastActiveAt, expiresAt }: Times, now: Date, idleLimitSeconds: number): Standing {
  const absolute = expiresAt.getTime() - now.getTime();
  const idle = lastActiveAt.getTime() + idleLimitSeconds * 1000 - now.getTime();
  if (absolute <= 0) return { alive: false, reason: "expired" };
  if (idle <= 0) return { alive: false, reason: "idle" };
  return { alive: true, idleSeconds: Math.floor(idle / 1000), absoluteSeconds: Math.floor(absolute / 1000) };
}
