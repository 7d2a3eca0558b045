/** Characters that a comment may have. */
export const commentLimit = 2000;

/** Files that a request may have. */
export const mostAttachments = 10;

/** The comment as it is kept: ends of lines in one spelling, nothing blank around it. */
export const tidyComment = (typed: string): string => typed.replace(/\r\n?/g, "\n").replaceAll("\t", " ").trim();

/** What is wrong with a comment, or null. What cannot be seen is let through and shown by its code point. */
export function commentFault(typed: string): string | null {
  const text = tidyComment(typed);
  if (text === "") return "Write something first.";
  if (text.length > commentLimit) return `At most ${commentLimit} characters; these are ${text.length}.`;
  // Neither has a place in a text of the database.
  return /\0|\p{Cs}/u.test(text) ? "There is a character in this text that is none. Type it again instead of pasting it." : null;
}
