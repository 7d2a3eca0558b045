import { visible } from "@/lib/payees/text";
import { redactText, removed } from "@/lib/redact";

/**
 * One line that may leave the desk: names and reasons are written by others, so whatever hides, reverses or breaks a line goes,
 * and so does what looks like an account number, grouped or not, or a credential.
 */
export function plain(text: string, longest: number): string {
  const line = redactText(visible(text).replace(/\d(?:[ -]?\d){8,}/g, removed));
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join("")}…`;
}

/** A text in which Slack and what is compatible with it find neither links nor mentions. */
export const slackText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
