import { expect, it } from "vitest";
import { withCodePoints } from "./text";

it("shows what cannot be seen by its code point, and leaves lines and letters alone", () => {
  expect(withCodePoints("Pay\u202e4711\u200b\nGrüße, 你好 👍")).toBe("Pay[U+202E]4711[U+200B]\nGrüße, 你好 👍");
});
