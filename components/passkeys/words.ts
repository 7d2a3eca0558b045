import type { PasskeyView } from "@/lib/desk/passkeys/list";

/** Its first 16 digits in groups of four: enough to compare two by eye, or over the telephone. */
export const shortFingerprint = ({ fingerprint }: Pick<PasskeyView, "fingerprint">): string =>
  (fingerprint.slice(0, 16).match(/.{4}/g) ?? []).join(" ");
