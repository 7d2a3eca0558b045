import { expect, it } from "vitest";
import { guardCell } from "./csv-guard";

it("disarms whatever a spreadsheet could take for a formula, and nothing else", () => {
  for (const armed of ["=1+1", "+1614", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"]) expect(guardCell(armed)).toBe(`'${armed}`);
  for (const plain of ["", "a=b", "one@example.com", "2026-07-15T14:00:00Z", "198.51.100.7", " x"]) expect(guardCell(plain)).toBe(plain);
});
