import "server-only";
import { z } from "zod";

/** A text as its own rule has it, which says what is wrong in a sentence, or null. */
export const checkedText = (faultOf: (typed: string) => string | null) =>
  z.string().superRefine((typed, at) => {
    const message = faultOf(typed);
    if (message) at.addIssue({ code: "custom", message });
  });
