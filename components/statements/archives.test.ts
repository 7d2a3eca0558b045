import { describe, expect, it } from "vitest";
import { monthsBetween } from "./address";
import { wordsOf } from "./archives";

const one = { id: "a", fileName: "a.zip", files: 86, through: 41, bytes: 12_340_000, faults: [] as { file: string; reason: string }[] };
const fault = { file: "b.pdf", reason: "It broke off." };

describe("what is said of a ZIP", () => {
  it.each([
    [{ ...one, state: "ready" as const, through: 0 }, "86 files. Waits for this browser to fetch it."],
    [{ ...one, state: "running" as const }, "41 of 86 files, 12.3 MB"],
    [{ ...one, state: "done" as const, through: 86 }, "Done: 86 files, 12.3 MB."],
    [{ ...one, state: "done" as const, through: 86, faults: [fault] }, "Done: 85 of 86 files, 12.3 MB. 1 file could not be fetched."],
    [{ ...one, state: "canceled" as const }, "Given up after 41 of 86 files. Choose them again for another."],
    [{ ...one, state: "lost" as const }, "Broke off after 41 of 86 files. Choose them again for another."],
  ])("%o", (archive, words) => expect(wordsOf(archive)).toBe(words));
});

it("lists months over the end of a year, newest first", () => {
  expect(monthsBetween("2025-11-01", "2026-02-15")).toEqual(["2026-02", "2026-01", "2025-12", "2025-11"]);
  expect(monthsBetween("2026-03", "2026-02")).toEqual(["2026-02"]);
});
