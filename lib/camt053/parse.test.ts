import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reckon } from "./check";
import { parseStatementFile } from "./parse";
import { statementFile, writeStatementFile } from "./statement.arbitrary";
import { StatementError, type StatementFault } from "./types";
import { largestFile } from "./xml";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => parseStatementFile(bytes(text));

/** What a file is refused with. */
function fault(file: Uint8Array | string): StatementFault {
  try {
    parseStatementFile(typeof file === "string" ? bytes(file) : file);
  } catch (error) {
    if (error instanceof StatementError) return error.fault;
    throw error;
  }
  return expect.unreachable("should have been refused");
}

const namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
const small = (inside: string) =>
  `<?xml version="1.0"?><Document xmlns="${namespace}"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><Othr><Id>A</Id></Othr></Id></Acct>${inside}</Stmt></BkToCstmrStmt></Document>`;
const entry = (amount: string, mark = "CRDT") => `<Ntry><Amt Ccy="USD">${amount}</Amt><CdtDbtInd>${mark}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>`;
const only = (inside: string) => read(small(inside)).statements[0]!;

describe("a camt.053 file", () => {
  it("reads back as it was written, with or without a prefix, and adds up", () => {
    fc.assert(
      fc.property(statementFile, fc.constantFrom("", "ns0"), (file, prefix) => {
        const found = parseStatementFile(writeStatementFile(file, prefix));
        expect(found).toEqual(file);
        for (const one of found.statements) {
          const { difference, findings, unbooked } = reckon(one);
          expect([difference, findings]).toEqual([0, []]);
          expect(unbooked).toBe(one.entries.filter(({ status }) => status !== "BOOK").length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("reads amounts to the cent, as text", () => {
    const amounts = ["0.1", "12.5", "12.50000", "7", "90071992547409.91"].map((amount) => only(entry(amount)).entries[0]!.value);
    expect(amounts).toEqual([10, 1250, 1250, 700, 9_007_199_254_740_991]);
    expect(only(entry("5.00", "DBIT")).entries[0]!.value).toBe(-500);
  });

  it("keeps characters that are written as entities", () => {
    const lines = `<Ntry><Amt Ccy="USD">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><AddtlNtryInf>R&amp;D &lt;x&gt; &#65;&amp;#66; &none;</AddtlNtryInf></Ntry>`;
    expect(only(lines).entries[0]!.text).toBe("R&D <x> A&#66; &none;");
  });

  it("tells who paid or was paid, and joins the parts of a line", () => {
    const details = (name: string, line: string) =>
      `<TxDtls><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties><RmtInf><Ustrd>${line}</Ustrd></RmtInf></TxDtls>`;
    const line = entry("3").replace("</Ntry>", `<NtryDtls>${details("One", "First")}${details("Two", "Second")}</NtryDtls></Ntry>`);
    expect(only(line).entries[0]).toMatchObject({ counterparty: "One, Two", text: "First Second" });
  });
});

describe("what is no readable statement is refused", () => {
  it("broken off anywhere", () => {
    fc.assert(
      fc.property(statementFile, fc.double({ min: 0, max: 0.999, noNaN: true }), (file, part) => {
        const whole = new TextDecoder().decode(writeStatementFile(file)).trimEnd();
        const fewer = bytes(whole).slice(0, Math.floor(bytes(whole).length * part));
        expect(["not_xml", "not_camt053"]).toContain(fault(fewer));
      }),
    );
  });

  it("with whatever bytes, by a typed error alone", () => {
    const damage = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(statementFile, damage, (file, changes) => {
        const doctored = writeStatementFile(file).slice();
        for (const [at, byte] of changes) doctored[at % doctored.length] = byte;
        try {
          parseStatementFile(doctored);
        } catch (error) {
          expect(error).toBeInstanceOf(StatementError);
        }
      }),
      { numRuns: 100 },
    );
    fc.assert(fc.property(fc.uint8Array(), (any) => void expect(["not_xml", "not_camt053"]).toContain(fault(any))));
  });

  it.each([
    ["a bomb of entities", `<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${small("<X>&b;&b;</X>")}`, "doctype"],
    ["an entity from outside", `<!DOCTYPE x SYSTEM "file:///etc/passwd">${small("")}`, "doctype"],
    ["a document type in small letters, later in the file", small("<X><!doctype x></X>"), "doctype"],
    ["too many levels", small(`${"<X>".repeat(60)}${"</X>".repeat(60)}`), "not_xml"],
    ["names that reach into objects", small("<__proto__><Ntry>1</Ntry></__proto__>"), "not_xml"],
    ["a page that says sorry", "<html><body>Sorry</body></html>", "not_camt053"],
    ["another message", small("").replaceAll("camt.053", "camt.052"), "not_camt053"],
    ["a namespace that only looks like it", small("").replace("urn:iso", "http://example.com/urn:iso"), "not_camt053"],
    ["no statement", small("").replace(/<Stmt>.*<\/Stmt>/, ""), "not_camt053"],
    ["no account", small("").replace(/<Acct>.*<\/Acct>/, ""), "broken"],
    ["a line without an amount", small("<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"), "broken"],
    ["a line without a direction", small(entry("1", "")), "broken"],
    ["a currency that is none", small(entry("1").replace("USD", "$")), "broken"],
    ["a negative amount", small(entry("-1")), "broken"],
    ["a third decimal that counts", small(entry("1.005")), "broken"],
    ["an amount with a comma", small(entry("1,50")), "broken"],
    ["an amount beyond exactness", small(entry("99999999999999.99")), "broken"],
    ["a day that is none", small(entry("1").replace("</Ntry>", "<BookgDt><Dt>2026-13-01</Dt></BookgDt></Ntry>")), "broken"],
  ])("%s", (_, text, wanted) => {
    expect(fault(text)).toBe(wanted);
  });

  it("in another encoding", () => {
    expect(fault(Buffer.from(small(""), "utf16le"))).toBe("not_xml");
    expect(fault(Uint8Array.of(0x3c, 0xff, 0xfe))).toBe("not_xml");
  });

  it("larger than what is read, before anything is looked at", () => {
    const huge = small(entry("1.00").repeat(30_000));
    expect(huge.length).toBeGreaterThan(largestFile);
    const started = performance.now();
    expect(fault(huge)).toBe("too_large");
    expect(performance.now() - started).toBeLessThan(200);
  });
});
