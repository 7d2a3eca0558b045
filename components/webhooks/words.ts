import type { Subscription } from "@/lib/jiko/subscriptions";

export const mayNot = "Managing webhooks needs the role admin.";

/** How a subscription is called: by its description, else by where it goes. */
export const nameOf = ({ description, url }: Pick<Subscription, "description" | "url">): string =>
  description || (URL.canParse(url) ? `Webhook to ${new URL(url).host}` : "Webhook");
