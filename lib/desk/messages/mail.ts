import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { Undelivered } from "./undelivered";
import type { Outgoing } from "./deliver";

const timeoutMs = 10_000;

/** What nodemailer says of a fault; never shown, because it may name addresses. */
interface MailFault {
  code?: string;
  responseCode?: number;
}

/**
 * Sends one mail to one member. Its Message-ID is made from the message's id, so that a mail that was sent twice can be told for
 * one. Throws Undelivered.
 */
export async function sendMail({ id, email, urgent, title, text, address }: Outgoing & { email: string }): Promise<void> {
  const { SMTP_URL, SMTP_FROM, APP_URL } = env();
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: 2 * timeoutMs };
  const transport = createTransport({ url: SMTP_URL, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  try {
    await transport.sendMail({
      from: SMTP_FROM,
      // An address as a value: whatever stands in it, it is one recipient.
      to: [{ name: "", address: email }],
      subject: title,
      text: `${text}\n\n${address}\n\nThis mail decides nothing: open the desk and sign in. Answers to it are read by nobody.\n`,
      messageId: `<${id}@${new URL(APP_URL).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
      ...(urgent ? { priority: "high" } : {}),
    });
  } catch (error) {
    throw problemOf(error as MailFault);
  } finally {
    transport.close();
  }
}

function problemOf(cause: MailFault): Undelivered {
  const { code, responseCode = 0 } = cause;
  const answer = responseCode ? ` (${responseCode})` : "";
  const undelivered = (problem: string, final = false) => new Undelivered(`The mail server ${problem}${answer}.`, { final, cause });
  switch (code) {
    case "EENVELOPE":
    case "EMESSAGE": {
      const what = code === "EENVELOPE" ? "this recipient" : "this mail";
      // 4xx means "not now", as greylisting does; where there is no number at all, the address is none.
      const later = responseCode >= 400 && responseCode < 500;
      return undelivered(`does not take ${what}${later ? " for the moment" : ""}`, !later);
    }
    case "EAUTH":
      return undelivered("does not accept the user and password of SMTP_URL");
    case "ETIMEDOUT":
      return undelivered("does not answer in time");
    default:
      return undelivered("cannot be reached or broke off");
  }
}
