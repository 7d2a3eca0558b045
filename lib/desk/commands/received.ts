import "server-only";
import type { z } from "zod";
import { canonicalJson, uncanonicalAt } from "@/lib/canonical";
import { AppError } from "@/lib/errors";
import { sha256Hex } from "@/lib/sha256";
import { checked } from "../request-checks";

/**
 * What was sent, as the command's schema has it, and the hash that tells a repeat from something else under the same id.
 * Throws `invalid_input`.
 */
export function received<Input>(
  { name, input: schema }: { name: string; input: z.ZodType<Input> },
  sent: unknown,
): { input: Input; inputHash: string } {
  const input = checked(schema, sent);
  // What was sent is hashed, and a fraction has no text that could be.
  const uncanonical = uncanonicalAt(input);
  if (uncanonical) throw new AppError("invalid_input", { fields: [{ field: uncanonical.join("."), message: "Expected a whole number." }] });
  return { input, inputHash: sha256Hex(canonicalJson({ name, input })) };
}
