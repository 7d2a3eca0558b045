/** Characters that a reason may have. */
export const freezeReasonLimit = 300;

/** What whoever would file or sign is told, before the click and by the server. */
export const frozenSentence = (by: string): string =>
  `The desk is frozen by ${by}: nothing is filed or signed here until two people lift it.`;
