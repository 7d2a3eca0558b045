import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachmentType, contentFault, declaredFault, fileTypes, fittingName, plainName, writeSize } from "./upload";

const pdf = new TextEncoder().encode("%PDF-1.7");

describe("what is said of a file", () => {
  it("is enough to refuse it by kind and size", () => {
    expect(declaredFault({ type: "application/pdf", size: 52_428_799 }, "OTHER")).toBeNull();
    expect(declaredFault({ type: "application/pdf", size: 52_428_800 }, "OTHER")).toMatch(/too large.*50 MB/);
    expect(declaredFault({ type: "image/png", size: 0 }, "OTHER")).toMatch(/empty/);
    expect(declaredFault({ type: "image/gif", size: 5 }, "OTHER")).toMatch(/PDF, PNG or JPEG/);
    expect(declaredFault({ type: "", size: Number.NaN }, "OTHER")).toMatch(/PDF/);
    for (const type of ["ID_FRONT", "ID_BACK", "SELFIE", "PASSPORT"]) {
      expect(declaredFault({ type: "image/jpeg", size: 5_000_000 }, type)).toBeNull();
      expect(declaredFault({ type: "image/jpeg", size: 5_000_001 }, type)).toMatch(/5 MB/);
    }
    expect(declaredFault({ type: "image/jpeg", size: 10_000_000 }, attachmentType)).toBeNull();
    expect(declaredFault({ type: "image/jpeg", size: 10_000_001 }, attachmentType)).toMatch(/10 MB/);
    expect(declaredFault({ type: "text/html", size: 1 }, attachmentType)).toMatch(/PDF, PNG or JPEG/);
  });
});

describe("the first bytes", () => {
  it("must be those of the kind that was said", () => {
    expect(contentFault(pdf, "application/pdf")).toBeNull();
    expect(contentFault(pdf, "image/png")).toBe("This file says that it is a PNG image, but its content is a PDF.");
    expect(contentFault(new TextEncoder().encode("<html>"), "application/pdf")).toMatch(/neither/);
    expect(contentFault(pdf.slice(0, 4), "application/pdf")).not.toBeNull();
  });

  it("let nothing else through, whatever it is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), fc.constantFrom(...fileTypes), (head, type) => {
        const signatures = { "application/pdf": "%PDF-", "image/png": "\x89PNG\r\n\x1a\n", "image/jpeg": "\xff\xd8\xff" };
        const fits = Buffer.from(head).toString("latin1").startsWith(signatures[type]);
        expect(contentFault(head, type) === null).toBe(fits);
      }),
    );
  });
});

describe("a file's name", () => {
  it("is told without its folder", () => {
    expect(plainName("C:\\Users\\Someone\\Documents\\ein.pdf")).toBe("ein.pdf");
    expect(plainName("/home/someone/ein.pdf")).toBe("ein.pdf");
    expect(plainName("..")).toBe("document");
    expect(plainName("")).toBe("document");
    expect(plainName(`${"a".repeat(300)}.pdf`)).toHaveLength(100);
    expect(plainName(`${"a".repeat(300)}.pdf`)).toMatch(/\.pdf$/);
  });

  it("ends as what the file is", () => {
    expect(["a.pdf", "a.PDF", "a.exe", "a", ".pdf.bat"].map((name) => fittingName(name, "application/pdf"))).toEqual(["a.pdf", "a.PDF", "a.exe.pdf", "a.pdf", ".pdf.bat.pdf"]);
    expect(["a.jpg", "a.jpeg", "a.pdf"].map((name) => fittingName(name, "image/jpeg"))).toEqual(["a.jpg", "a.jpeg", "a.pdf.jpeg"]);
    expect(fittingName("a".repeat(100), "image/png")).toHaveLength(99);
  });

  it("is one visible line, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const plain = plainName(name);
        expect(plain).not.toMatch(/[/\\\r\n\0\u202e]/);
        expect(plain.length).toBeGreaterThan(0);
        expect(plain.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

it("writes sizes", () => {
  expect([5, 1500, 12_400_000].map(writeSize)).toEqual(["5 bytes", "2 kB", "12.4 MB"]);
});
