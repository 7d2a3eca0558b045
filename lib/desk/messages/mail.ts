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

function problemOf(fault: MailFault): Undelivered {
  const { code, responseCode = 0 } = fault;
  const answer = responseCode ? ` (${responseCode})` : "";
  if (code === "EENVELOPE" || code === "EMESSAGE") {
    const what = code === "EENVELOPE" ? "this recipient" : "this mail";
    // 4xx means "not now", and so greylisting; where there is no number at all, the address is none.
    if (responseCode < 400 || responseCode >= 500) return new Undelivered(`The mail server does not take ${what}${answer}.`, { final: true, cause: fault });
    return new Undelivered(`The mail server does not take ${what} for the moment${answer}.`, { cause: fault });
  }
  if (code === "EAUTH") return new Undelivered(`The mail server does not accept the user and password of SMTP_URL${answer}.`, { cause: fault });
  if (code === "ETIMEDOUT") return new Undelivered("The mail server does not answer in time.", { cause: fault });
  return new Undelivered(`The mail server cannot be reached or broke off${answer}.`, { cause: fault });
}
