const failures: Record<string, string> = {
  ACCOUNT_UNAVAILABLE: "The pocket or the payee's account could not be used: it is frozen, closed or not reachable. No money left for good.",
  CANCELED: "It was stopped before it ran. No money left the pocket.",
  INSUFFICIENT_FUNDS: "The pocket did not hold enough when it ran. No money left the pocket.",
  INVALID_CURRENCY: "The payee's bank does not take this currency. No money left for good.",
  INVALID_TRANSFER: "The payment was refused or sent back. What had left the pocket has returned to it.",
  SANCTION_SCREEN_FAILED: "It did not pass the sanctions check. Talk to Jiko before you try again.",
};

/** What a failure means, in a sentence; a reason that is not known here stays as it was sent. */
export const failureText = (reason: string | null): string =>
  reason === null ? "Jiko gave no reason." : (failures[reason] ?? `Jiko's reason: ${reason}.`);
