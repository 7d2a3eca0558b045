import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { received } from "./received";

const loose = { name: "test", input: z.looseObject({ id: z.string() }) };
const refused = (sent: unknown): unknown => {
  try {
    return received(loose, sent);
  } catch (error) {
    return error;
  }
};

describe("received", () => {
  it("names what has no text that could be hashed, wherever it lies in what no schema looks at", () => {
    for (const number of [0.5, 2 ** 53, -0.1]) {
      const error = refused({ id: "1", more: [{ rate: number }] });
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: "invalid_input", fields: [{ field: "more.0.rate", message: "Expected a whole number." }] });
    }
  });

  it("takes half a surrogate pair, which has a text", () => {
    expect(received(loose, { id: "\ud800" }).inputHash).not.toBe(received(loose, { id: "\udc00" }).inputHash);
  });

  it("hashes what the schema makes of it, under the command's name", () => {
    const trimmed = { name: "test", input: z.strictObject({ id: z.string().trim() }) };
    const { input, inputHash } = received(trimmed, { id: " 1 " });
    expect(input).toEqual({ id: "1" });
    expect(inputHash).toBe(received(trimmed, { id: "1" }).inputHash);
    expect(inputHash).not.toBe(received({ ...trimmed, name: "other" }, { id: "1" }).inputHash);
  });
});
