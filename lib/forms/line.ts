// Control characters, and the marks that reverse or hide text: what is signed or chosen from must read as it is.
export const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u;

/** What is wrong with a name that a person typed, or null. `what` begins the sentence: "the pocket". */
export function nameFault(typed: string, limit: number, what: string): string | null {
  const name = typed.trim();
  if (name === "") return `Give ${what} a name.`;
  if (name.length > limit) return `At most ${limit} characters; these are ${name.length}.`;
  return unprintable.test(name) ? "Use one line of visible characters." : null;
}

/** What is wrong with a reason that must be given, or null. It may run over several lines. */
export function reasonFault(typed: string, limit: number): string | null {
  const reason = typed.trim();
  if (reason === "") return "Say why.";
  if (reason.length > limit) return `At most ${limit} characters; these are ${reason.length}.`;
  return unprintable.test(reason.replace(/\r?\n/g, " ")) ? "Use visible characters." : null;
}
