import { AppError } from "@/lib/errors";

type Bytes = ReadableStream<Uint8Array>;

interface FileType {
  mime: string;
  /** As a sentence names it. */
  name: string;
  /** How many bytes it takes to tell. */
  head: number;
  fits(head: Buffer): boolean;
}

const starts = (...signatures: string[]): Pick<FileType, "head" | "fits"> => ({
  head: signatures[0]!.length,
  fits: (head) => signatures.some((signature) => head.equals(Buffer.from(signature, "latin1"))),
});
/** The beginning of a text, without its byte order mark and what is blank. */
const textOf = (head: Buffer): string => head.toString("utf8").replace(/^\uFEFF/, "").trimStart();

/** The kinds of files that are handed on. What does not begin like its kind is something else, such as a page that says "sorry". */
export const fileTypes = {
  pdf: { mime: "application/pdf", name: "a PDF", ...starts("%PDF-") },
  // An archive without entries begins with its end.
  png: { mime: "image/png", name: "a PNG image", ...starts("\x89PNG\r\n\x1a\n") },
  jpeg: { mime: "image/jpeg", name: "a JPEG image", ...starts("\xff\xd8\xff") },
  zip: { mime: "application/zip", name: "a ZIP archive", ...starts("PK\x03\x04", "PK\x05\x06") },
  xlsx: { mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name: "a workbook", ...starts("PK\x03\x04") },
  xml: { mime: "application/xml", name: "an XML file", head: 64, fits: (head) => /^<(?!!doctype html|html)[?!a-z_]/i.test(textOf(head)) },
  csv: { mime: "text/csv; charset=utf-8", name: "a CSV file", head: 64, fits: (head) => /^[^<{[\0]/.test(textOf(head)) },
  bai2: { mime: "text/plain; charset=us-ascii", name: "a BAI2 file", ...starts("01,") },
  jsonl: { mime: "application/jsonl; charset=utf-8", name: "a file of JSON lines", head: 1, fits: (head) => head.length === 0 || head.toString() === "{" },
} as const satisfies Record<string, FileType>;
export type FileTypeName = keyof typeof fileTypes;

/** The same stream, once its first bytes have shown that it is of its kind. Throws `upstream_contract` where it is something else. */
export async function startsAs(type: FileTypeName, body: Bytes): Promise<Bytes> {
  const { head: wanted, fits, name } = fileTypes[type];
  const reader = body.getReader();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < wanted) {
    const { done, value } = await reader.read();
    if (done) break;
    head.push(value);
    size += value.byteLength;
  }
  if (!fits(Buffer.concat(head).subarray(0, wanted))) {
    await reader.cancel().catch(() => undefined);
    throw new AppError("upstream_contract", { message: `What came is not ${name}. Try again in a moment.` });
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const first = head.shift();
      if (first) return controller.enqueue(first);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
