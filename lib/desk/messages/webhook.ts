import "server-only";
import { env } from "@/lib/env";
import type { Outgoing } from "./deliver";
import { slackText } from "./plain";
import { Undelivered } from "./undelivered";

const timeoutMs = 10_000;

/** Posts to the channel's incoming webhook, whose address is a secret and goes into no error and no log. Throws Undelivered. */
export async function postToChannel({ title, text, address }: Outgoing): Promise<void> {
  const body = JSON.stringify({ text: `*${slackText(title)}*\n${slackText(text)}\n${address}` });
  let status: number;
  try {
    const response = await fetch(env().MESSAGES_WEBHOOK_URL!, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    await response.body?.cancel();
  } catch {
    throw new Undelivered("The channel's webhook cannot be reached.");
  }
  if (status >= 200 && status < 300) return;
  const later = status === 408 || status === 429 || status >= 500;
  throw new Undelivered(`The channel's webhook answered ${status}.`, { final: !later });
}
