import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whoever asks for the metrics must show the token of the settings. Compared as digests and in constant time, so that the
 * time taken says nothing of it. Throws `not_found` where none is set, and `unauthenticated`.
 */
export function checkMetricsToken(authorization: string | null): void {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) throw new AppError("not_found");
  const shown = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  if (!timingSafeEqual(digest(shown), digest(METRICS_TOKEN))) {
    throw new AppError("unauthenticated", { message: "The token of the settings must come with the request." });
  }
}
