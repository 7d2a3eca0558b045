import { XMLParser } from "fast-xml-parser";
import { StatementError } from "./types";

/** Bytes. A day of one account has a few hundred lines of half a kilobyte; this is some four thousand, read in about a second. */
export const largestFile = 2_000_000;

/** Elements that may stand more than once, so that one alone reads as a list too. */
const repeated = new Set(["Stmt", "Bal", "Ntry", "NtryDtls", "TxDtls", "Ustrd", "Strd"]);

const options = {
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  // Prefixes are the writer's own choice; the namespace itself stands in an attribute and stays.
  transformTagName: (name: string) => name.slice(name.indexOf(":") + 1),
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Amounts and references are text: a number would lose digits and zeros.
  parseTagValue: false,
  // Of entities there are only those of XML itself and characters by number: a document type is refused before.
  processEntities: { enabled: true, maxExpandedLength: largestFile, maxTotalExpansions: largestFile },
  htmlEntities: true,
  maxNestedTags: 32,
  isArray: (name: string) => repeated.has(name),
};

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new StatementError("not_xml", "The file is not written in UTF-8.");
  }
}

/** The elements of an XML file as plain objects, attributes with an @ in front. Throws StatementError. */
export function readXml(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.byteLength > largestFile) {
    const most = largestFile.toLocaleString("en-US");
    throw new StatementError("too_large", `The file has more than ${most} bytes, too many to be read on a screen.`);
  }
  const text = textOf(bytes);
  // Anywhere: in a place where it is harmless nobody writes it.
  if (/<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) {
    const message = "The file declares a document type or entities, which a statement has no use for. It was not read.";
    throw new StatementError("doctype", message);
  }
  try {
    // `true`: checked for well-formedness first; the parser itself would forgive a file that breaks off.
    return new XMLParser(options).parse(text, true) as Record<string, unknown>;
  } catch {
    throw new StatementError("not_xml", "The file is not complete and well-formed XML.");
  }
}
