import "server-only";
import { createHash } from "node:crypto";
import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import type { FileBody } from "../operation";
import { contentDigest } from "./signature";

/** What a call carries besides its address. */
export interface Payload {
  headers: Record<string, string>;
  /** The value of `content-digest`, null where there is no body. Asked for where calls are signed. */
  digest(): string | null;
  /** Whether it can be sent a second time within the call. A stream cannot: it is gone once it was read. */
  again: boolean;
  open(): Buffer | Readable | null;
  /** Whether its sending broke off: less left us than was announced, so that nobody can have taken it for whole. */
  cutOff(): boolean;
  /** Must be called. */
  end(): Promise<void>;
}

/** A JSON body, or none. */
export const jsonPayload = (body: Buffer | null): Payload => ({
  headers: body ? { "content-type": "application/json" } : {},
  digest: () => body && contentDigest(body),
  again: true,
  open: () => body,
  cutOff: () => false,
  end: async () => undefined,
});

interface Options {
  named: boolean;
  /** Calls are signed, and a signature covers the digest of the body: the file is put down first, because a digest goes ahead of it. */
  signed: boolean;
  /** Called for every piece that moves on. */
  moved(): void;
  signal: AbortSignal;
}

/** A file, streamed through as it comes; with signatures by way of a temporary file. Never held in memory. */
export async function filePayload(file: FileBody, { named, signed, moved, signal }: Options): Promise<Payload> {
  const headers = {
    "content-type": file.contentType,
    "content-length": String(file.length),
    ...(named ? { "content-disposition": disposition(file.name) } : {}),
  };
  const source = signed ? await putDown(file, moved, signal) : { digest: null, again: false, read: () => file.bytes, end: async () => undefined };
  let passed = 0;
  let body: Readable | null = null;
  async function* counted() {
    passed = 0;
    for await (const piece of source.read()) {
      // Before it is handed over: what is counted may not have left yet, and never the other way round.
      passed += piece.byteLength;
      moved();
      yield piece;
    }
  }
  return {
    headers,
    digest: () => source.digest,
    again: source.again,
    open: () => (body = Readable.from(counted(), { objectMode: false })),
    cutOff: () => passed < file.length,
    async end() {
      body?.on("error", () => undefined).destroy();
      await source.end();
    },
  };
}

interface Source {
  digest: string | null;
  again: boolean;
  read(): AsyncIterable<Uint8Array>;
  end(): Promise<void>;
}

/**
 * Writes the file to disk, readable for this process alone. It loses its name as soon as it is open, so that the system
 * removes it with the last handle, even if this process is killed.
 */
async function putDown(file: FileBody, moved: () => void, signal: AbortSignal): Promise<Source> {
  const handle = await openUnnamed();
  try {
    const hash = createHash("sha256");
    let length = 0;
    for await (const piece of file.bytes) {
      signal.throwIfAborted();
      hash.update(piece);
      await handle.write(piece, 0, piece.byteLength, length);
      length += piece.byteLength;
      moved();
    }
    if (length !== file.length) throw new Error("The file ended before its announced length");
    const digest = `sha-256=:${hash.digest("base64")}:`;
    return { digest, again: true, read: () => pieces(handle), end: () => handle.close().catch(() => undefined) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function* pieces(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(65_536), 0, 65_536, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function openUnnamed(): Promise<FileHandle> {
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-"));
  try {
    return await open(path.join(folder, "upload"), "wx+", 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `attachment; filename="..."`: what is not plain ASCII goes in the extended form too (RFC 6266). */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const coded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"${plain === name ? "" : `; filename*=UTF-8''${coded}`}`;
}
