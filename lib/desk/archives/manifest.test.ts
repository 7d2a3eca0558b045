import { expect, it } from "vitest";
import { writeManifest } from "./manifest";
import { readManifest } from "./testing";

const file = { id: "i1", account: "p1", type: "BANK", period: "2026-06", pocket: "Operating", name: "2026-06/a.pdf" };

it("has a line for every file, complete or not, and quotes what a spreadsheet would run", () => {
  const text = writeManifest(
    [file, { ...file, pocket: '=HYPERLINK("x")', name: "2026-06/b.pdf" }],
    [
      { result: "complete", bytes: 12, sha256: "ab", reason: null },
      { result: "failed", bytes: 0, sha256: null, reason: "Broke, off" },
    ],
  );
  expect(text.split("\r\n")[0]).toBe("file,result,type,period,pocket,pocket_id,statement_id,bytes,sha256,reason");
  expect(readManifest(Buffer.from(text))).toMatchObject([
    { file: "2026-06/a.pdf", result: "complete", bytes: "12", sha256: "ab", reason: "" },
    { file: "2026-06/b.pdf", result: "failed", bytes: "0", sha256: "", reason: "Broke, off", pocket: `'=HYPERLINK("x")` },
  ]);
});
