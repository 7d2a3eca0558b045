import { createHmac } from "node:crypto";

/** The signature of a delivery: base64 of HMAC-SHA256 over the raw body. Source: records.md section 6 (related). */
export const signatureOf = (secret: string, body: string): string => createHmac("sha256", secret).update(body, "utf8").digest("base64");
