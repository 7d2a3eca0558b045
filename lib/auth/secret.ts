import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes for a cookie. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What our tables keep of such a secret. It is random, so a plain hash cannot be guessed backwards. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
