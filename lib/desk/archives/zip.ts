import { createHash } from "node:crypto";
import { once } from "node:events";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { AppError } from "@/lib/errors";
import { asAppError } from "../error-answer";

type Bytes = ReadableStream<Uint8Array>;

/** A file of the archive. `open` fetches a fresh link each time; the second time because the first file broke off. */
export interface Part {
  name: string;
  open(signal: AbortSignal, again: boolean): Promise<{ body: Bytes; length: number | null }>;
}

/** How a file ended. `incomplete`: its beginning is in the archive, because it was too large to wait for its end. */
export interface PartResult {
  result: "complete" | "incomplete" | "failed";
  bytes: number;
  /** Of what is in the archive, in hexadecimal; null where nothing is. */
  sha256: string | null;
  reason: string | null;
}

export interface ZipOptions {
  parts: readonly Part[];
  signal: AbortSignal;
  /** The last entry, written once every file has ended. */
  manifest: { name: string; write(results: readonly PartResult[]): string };
  onPart?: (index: number, result: PartResult) => void;
  /** Files that are fetched ahead of the one being written. */
  ahead?: number;
  /** Up to this size a file is held until it is whole, so that one that breaks off can be fetched again or left out. */
  heldBytes?: number;
}

/** A file on its way: all of it, or its beginning and a reader of the rest, or why there is none. */
type Fetched =
  | { kind: "whole"; chunks: Uint8Array[] }
  | { kind: "begun"; chunks: Uint8Array[]; size: number; length: number | null; rest: ReadableStreamDefaultReader<Uint8Array> }
  | { kind: "failed"; error: AppError };

const brokeOff = () => new AppError("upstream_unavailable", { message: "The file broke off before its end." });

async function fetchPart({ open }: Part, signal: AbortSignal, heldBytes: number, again: boolean): Promise<Fetched> {
  const { body, length } = await open(signal, again);
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.byteLength;
      if (size > heldBytes) return { kind: "begun", chunks, size, length, rest: reader };
    }
    if (length !== null && size !== length) throw brokeOff();
    return { kind: "whole", chunks };
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error;
  }
}

/** What may be different the next moment: a link that has run out, a connection that broke. */
const worthAnother = ({ code }: AppError) => ["not_found", "upstream_unavailable", "upstream_timeout", "upstream_contract"].includes(code);
/** What will be the same for every file that follows. */
const isFinal = ({ code }: AppError) => ["unauthenticated", "session_expired", "forbidden"].includes(code);
/** So many files in a row that fail without an answer say that Jiko is away. */
const mostInARow = 4;

/** Fetches the parts, a few ahead, and stops trying once nothing more can come. Never throws. */
class Fetcher {
  private over: AppError | null = null;
  private row = 0;

  constructor(private readonly options: ZipOptions & { heldBytes: number }) {}

  async fetch(part: Part): Promise<Fetched> {
    const { signal, heldBytes } = this.options;
    for (let again = false; ; again = true) {
      if (this.over) return { kind: "failed", error: this.over };
      try {
        const fetched = await fetchPart(part, signal, heldBytes, again);
        this.row = 0;
        return fetched;
      } catch (thrown) {
        const error = asAppError(thrown);
        if (isFinal(error)) this.over = error;
        if (!again && !signal.aborted && worthAnother(error)) continue;
        const away = error.code === "upstream_unavailable" || error.code === "upstream_timeout";
        this.row = away ? this.row + 1 : 0;
        if (this.row >= mostInARow) this.over ??= error;
        return { kind: "failed", error };
      }
    }
  }
}

/** The bytes of a part as they are read, counted and hashed; ends early where the rest of a large one breaks off. */
async function* bytesOf(fetched: Exclude<Fetched, { kind: "failed" }>, told: (result: PartResult) => void): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  let fault: AppError | null = null;
  const count = (chunk: Uint8Array) => {
    hash.update(chunk);
    bytes += chunk.byteLength;
    return chunk;
  };
  for (const chunk of fetched.chunks) yield count(chunk);
  if (fetched.kind === "begun") {
    try {
      for (;;) {
        const { done, value } = await fetched.rest.read();
        if (done) break;
        yield count(value);
      }
      if (fetched.length !== null && bytes !== fetched.length) throw brokeOff();
    } catch (error) {
      fault = asAppError(error);
    }
  }
  told({ result: fault ? "incomplete" : "complete", bytes, sha256: hash.digest("hex"), reason: fault?.message ?? null });
}

/**
 * A ZIP that is made while it is read: no more of it is held than the few files that are fetched ahead. A file that fails is
 * left out and named in the manifest, the rest still arrives. Cancelling the stream, or the signal, stops everything.
 */
export function zipStream(given: ZipOptions): Bytes {
  const stop = new AbortController();
  const signal = AbortSignal.any([given.signal, stop.signal]);
  const options = { ahead: 3, heldBytes: 1_000_000, ...given, signal };
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const fail = (error: unknown) => out.destroy(error instanceof Error ? error : new Error("The archive failed", { cause: error }));
  // Without listeners these would end the process; what goes wrong reaches the reader through the iterator below.
  zip.on("error", fail);
  out.on("error", () => undefined);
  signal.addEventListener("abort", () => fail(signal.reason), { once: true });

  // The next entry waits for the last byte of this one to be taken: so the reader's pace is the pace of everything.
  const add = async (name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> => {
    const source = Readable.from(content, { objectMode: false });
    const taken = once(source, "end", { signal });
    zip.addReadStream(source, name);
    await taken;
  };

  pump(options, add)
    .then(() => zip.end())
    .catch(fail);

  const chunks = out[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => stop.abort(new AppError("upstream_unavailable", { message: "The archive was given up." })),
    },
    { highWaterMark: 0 },
  );
}

async function pump(
  options: ZipOptions & { ahead: number; heldBytes: number },
  add: (name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const { parts, ahead, manifest, onPart, signal } = options;
  const fetcher = new Fetcher(options);
  const coming: Promise<Fetched>[] = [];
  const results: PartResult[] = [];
  for (const [index, part] of parts.entries()) {
    while (coming.length < ahead && index + coming.length < parts.length) coming.push(fetcher.fetch(parts[index + coming.length]!));
    const fetched = await coming.shift()!;
    signal.throwIfAborted();
    let result: PartResult | undefined;
    if (fetched.kind === "failed") result = { result: "failed", bytes: 0, sha256: null, reason: fetched.error.message };
    else await add(part.name, bytesOf(fetched, (told) => (result = told)));
    results.push(result!);
    onPart?.(index, result!);
  }
  await add(manifest.name, [Buffer.from(manifest.write(results))]);
}
