import "server-only";
import { env } from "@/lib/env";

/** Which ways out of the product this deployment has. */
export function channels(): { mail: boolean; channel: boolean } {
  const { SMTP_URL, MESSAGES_WEBHOOK_URL } = env();
  return { mail: SMTP_URL !== undefined, channel: MESSAGES_WEBHOOK_URL !== undefined };
}
