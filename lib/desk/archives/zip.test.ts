import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { sha256, unzip } from "./testing";
import { zipStream, type Part, type PartResult } from "./zip";

type Bytes = ReadableStream<Uint8Array>;

/** A file in pieces; after `failAfter` pieces it breaks off. */
function file(content: Uint8Array, { piece = 1000, failAfter = Infinity, cancel = () => {} } = {}): Bytes {
  let at = 0;
  let pieces = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (pieces++ >= failAfter) return controller.error(new AppError("upstream_unavailable", { message: "It broke off." }));
        if (at >= content.length) return controller.close();
        controller.enqueue(content.subarray(at, (at += piece)));
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
}

const part = (name: string, ...attempts: (Bytes | AppError)[]): Part & { opened: boolean[] } => {
  const opened: boolean[] = [];
  return {
    name,
    opened,
    async open(_, again) {
      opened.push(again);
      const next = attempts[Math.min(opened.length, attempts.length) - 1]!;
      if (next instanceof AppError) throw next;
      return { body: next, length: null };
    },
  };
};

const manifest = { name: "manifest.json", write: (results: readonly PartResult[]) => JSON.stringify(results) };
const zip = (parts: Part[], more: Partial<Parameters<typeof zipStream>[0]> = {}) =>
  zipStream({ parts, manifest, signal: new AbortController().signal, ...more });

async function read(stream: Bytes) {
  const entries = await unzip(new Uint8Array(await new Response(stream).arrayBuffer()));
  const results = JSON.parse(entries.get("manifest.json")!.toString()) as PartResult[];
  entries.delete("manifest.json");
  return { entries, results };
}

describe("zipStream", () => {
  it("holds every file as it came, whatever its size, with its checksum in the manifest", async () => {
    const files = fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 5 }), async (contents, ahead) => {
        const parts = contents.map((content, i) => part(`${i}.pdf`, file(content, { piece: 700 })));
        const { entries, results } = await read(zip(parts, { ahead, heldBytes: 2000 }));
        expect([...entries.keys()]).toEqual(parts.map(({ name }) => name));
        contents.forEach((content, i) => {
          expect(entries.get(`${i}.pdf`)!.equals(Buffer.from(content))).toBe(true);
          expect(results[i]).toEqual({ result: "complete", bytes: content.length, sha256: sha256(content), reason: null });
        });
      }),
      { numRuns: 25 },
    );
  });

  it("fetches a file again that breaks off, from its beginning", async () => {
    const content = randomBytes(5000);
    const broken = part("b.pdf", file(content, { failAfter: 2 }), file(content));
    const { entries, results } = await read(zip([part("a.pdf", file(content)), broken]));
    expect(broken.opened).toEqual([false, true]);
    expect(entries.get("b.pdf")!.equals(content)).toBe(true);
    expect(results[1]).toMatchObject({ result: "complete", sha256: sha256(content) });
  });

  it("leaves out a file that breaks off twice, says why, and goes on", async () => {
    const content = randomBytes(3000);
    const broken = part("b.pdf", file(content, { failAfter: 1 }), file(content, { failAfter: 2 }));
    const { entries, results } = await read(zip([part("a.pdf", file(content)), broken, part("c.pdf", file(content))]));
    expect([...entries.keys()]).toEqual(["a.pdf", "c.pdf"]);
    expect(results.map(({ result }) => result)).toEqual(["complete", "failed", "complete"]);
    expect(results[1]).toEqual({ result: "failed", bytes: 0, sha256: null, reason: "It broke off." });
  });

  it("says of a large file that breaks off after it was begun how much of it is there", async () => {
    const content = randomBytes(50_000);
    const { entries, results } = await read(zip([part("a.pdf", file(content, { failAfter: 10 })), part("b.pdf", file(content))], { heldBytes: 4000 }));
    expect(results[0]).toEqual({ result: "incomplete", bytes: 10_000, sha256: sha256(content.subarray(0, 10_000)), reason: "It broke off." });
    expect(entries.get("a.pdf")!.equals(content.subarray(0, 10_000))).toBe(true);
    expect(results[1]).toMatchObject({ result: "complete", bytes: 50_000 });
  });

  it("does not take a file for whole that is shorter than was announced", async () => {
    const short: Part = { name: "a.pdf", open: async () => ({ body: file(randomBytes(10)), length: 11 }) };
    const { entries, results } = await read(zip([short]));
    expect([entries.size, results[0]!.result]).toEqual([0, "failed"]);
  });

  it("asks no more once the session is over, or Jiko is away", async () => {
    const over = new AppError("session_expired");
    const after = Array.from({ length: 5 }, (_, i) => part(`${i}.pdf`, file(randomBytes(10))));
    const ended = await read(zip([part("x.pdf", over), ...after], { ahead: 1 }));
    expect(ended.results.map(({ reason }) => reason)).toEqual(Array.from({ length: 6 }, () => over.message));
    expect(after.every(({ opened }) => opened.length === 0)).toBe(true);

    const gone = Array.from({ length: 9 }, (_, i) => part(`${i}.pdf`, new AppError("upstream_timeout")));
    expect((await read(zip(gone, { ahead: 1 }))).results.every(({ result }) => result === "failed")).toBe(true);
    expect(gone.filter(({ opened }) => opened.length > 0)).toHaveLength(4);
  });

  it("goes no faster than it is read, and no further ahead than it may", async () => {
    const parts = Array.from({ length: 20 }, (_, i) => part(`${i}.pdf`, file(randomBytes(200_000))));
    const reader = zip(parts, { ahead: 2 }).getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(parts.filter(({ opened }) => opened.length > 0).length).toBeLessThanOrEqual(4);
    await reader.cancel();
  });

  it("stops fetching when it is canceled, and when its signal fires", async () => {
    const canceled = vi.fn();
    const endless = (): Part => ({
      name: "a.pdf",
      open: async (signal) => {
        const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(randomBytes(1000)) });
        signal.addEventListener("abort", canceled);
        return { body, length: null };
      },
    });
    const reader = zip([endless()], { heldBytes: 2000 }).getReader();
    await reader.read();
    await reader.cancel();
    expect(canceled).toHaveBeenCalledTimes(1);

    const stop = new AbortController();
    const other = zip([endless()], { heldBytes: 2000, signal: stop.signal }).getReader();
    await other.read();
    stop.abort(new AppError("upstream_timeout"));
    await expect(
      (async () => {
        while (!(await other.read()).done);
      })(),
    ).rejects.toMatchObject({ code: "upstream_timeout" });
    expect(canceled).toHaveBeenCalledTimes(2);
  });
});
