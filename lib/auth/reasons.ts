/** Why someone stands on the sign-in page: what the address carries, and the sentence that is read there. */
export const reasons = {
  expired: "Your session has reached its longest time. Sign in again to go on; drafts are kept.",
  idle: "You were signed out because there was no input for a while. Sign in again to go on; drafts are kept.",
  ended: "Your session has ended. Sign in again to go on; drafts are kept.",
  ended_at_jiko: "Jiko has ended this sign-in. Sign in again to go on; drafts are kept.",
  lost: "The connection broke while Jiko renewed your sign-in. Sign in again to go on; drafts are kept.",
  altered: "Your session was changed in the database and has been ended. Sign in again, and tell whoever runs this desk; drafts are kept.",
  denied: "The sign-in was cancelled at Jiko. Nothing was changed.",
  not_a_member: "Your Jiko account is not an active member of a company. Ask an administrator of your company at Jiko.",
  other_customer: "Your Jiko account belongs to a company that this desk is not set up for. Sign in with another account.",
  stale: "This sign-in took too long, or another one was started in this browser. Please try again.",
  scope: "Jiko does not grant this desk the rights it asks for. An administrator must check the client at Jiko.",
  unreachable: "Jiko cannot be reached at the moment. Please try again shortly.",
  error: "The sign-in did not work. Please try again.",
} as const;

export type Reason = keyof typeof reasons;

/** The reason in an address, where it is one of ours. */
export const reasonOf = (value: unknown): Reason | null =>
  typeof value === "string" && Object.hasOwn(reasons, value) ? (value as Reason) : null;
