import { expect, it } from "vitest";
import { cadenceWords } from "./cadence-words";

it.each([
  [{ rhythm: "weekly", anchor: "2026-07-15", shift: "none" }, "Every Wednesday"],
  [{ rhythm: "biweekly", anchor: "2026-07-17", shift: "previous" }, "Every other Friday, or the business day before"],
  [{ rhythm: "monthly", dates: [1], shift: "next" }, "On the 1st of each month, or the next business day"],
  [{ rhythm: "monthly", dates: [12], shift: "ahead" }, "On the 12th of each month, one business day ahead"],
  [{ rhythm: "semimonthly", dates: [15, 31], shift: "none" }, "On the 15th and the last day of each month"],
] as const)("says a rhythm: %j", (cadence, words) => expect(cadenceWords(cadence)).toBe(words));
