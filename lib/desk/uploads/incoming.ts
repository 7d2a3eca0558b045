import "server-only";
import { AppError } from "@/lib/errors";
import { contentFault, declaredFault, headLength, plainName } from "@/lib/forms/upload";
import type { FileBody } from "@/lib/jiko/operation";

const fault = (message: string, code: "invalid_input" | "too_large" = "invalid_input") =>
  new AppError(code, { message, fields: [{ field: "file", message }] });

export type Declared = Omit<FileBody, "bytes">;

/** Throws `invalid_input` or `too_large` for what a document of this kind cannot be. */
export function checkDeclared({ contentType, length }: Pick<Declared, "contentType" | "length">, documentType: string): void {
  const wrong = declaredFault({ type: contentType, size: length }, documentType);
  if (wrong) throw fault(wrong, /too large/.test(wrong) ? "too_large" : "invalid_input");
}

/** What the headers say of a file, checked before a byte of it was read: as far as holds for every kind of document, or as one kind. */
export function declaredFile({ headers }: Request, documentType = "OTHER"): Declared {
  const announced = headers.get("content-length");
  if (announced === null || !/^\d{1,15}$/.test(announced)) throw fault("The size of the file must be announced (content-length).");
  const contentType = headers.get("content-type")?.trim().toLowerCase() ?? "";
  const length = Number(announced);
  checkDeclared({ contentType, length }, documentType);
  return { contentType, length, name: plainName(decoded(headers.get("countersign-file-name") ?? "")) };
}

/** A header holds ASCII alone, so the name comes percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw fault("The name of the file cannot be read.");
  }
}

/** The body of a request as it comes in: read once, piece by piece. */
export class Incoming {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #first: Uint8Array[] = [];
  /** The sender has gone before the end of the file. */
  broken = false;

  constructor(request: Request) {
    if (!request.body) throw fault("This file is empty.");
    this.#reader = (request.body as ReadableStream<Uint8Array>).getReader();
  }

  async #read(): Promise<Uint8Array | null> {
    try {
      const { done, value } = await this.#reader.read();
      return done ? null : value;
    } catch (cause) {
      this.broken = true;
      throw new AppError("invalid_input", { message: "The file broke off on its way to Countersign. Nothing of it was kept.", cause });
    }
  }

  /** Looks at the first bytes. Throws `invalid_input` where they are not those of the type that was said. */
  async checkContent(contentType: string): Promise<void> {
    for (let seen = 0; seen < headLength; ) {
      const piece = await this.#read();
      if (!piece) break;
      this.#first.push(piece);
      seen += piece.byteLength;
    }
    const wrong = contentFault(Buffer.concat(this.#first.map((piece) => piece.subarray(0, headLength))), contentType);
    if (wrong) throw fault(wrong);
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let piece = this.#first.shift(); piece; piece = this.#first.shift()) yield piece;
    for (let piece = await this.#read(); piece; piece = await this.#read()) yield piece;
  }

  /** All of it at once, for what is small. Throws `invalid_input` where it is not as long as was announced. */
  async whole(length: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of this.bytes()) {
      size += piece.byteLength;
      if (size > length) break;
      pieces.push(piece);
    }
    if (size !== length) throw fault("The file is not as long as was announced. Nothing of it was kept.");
    return Buffer.concat(pieces);
  }

  /**
   * Reads what is left and lets it fall. Giving the stream up instead would close the connection, and a browser that is
   * still sending would never read why its file was refused.
   */
  async drain(): Promise<void> {
    this.#first.length = 0;
    try {
      while (await this.#read());
    } catch {
      // The sender has gone: nobody is left to read an answer.
    }
  }
}
