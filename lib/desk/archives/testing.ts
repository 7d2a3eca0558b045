// For tests: a ZIP opened and read whole.
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { parse } from "csv-parse/sync";

/** The entries of an archive, by name, in their order. yauzl checks sizes; checksums are looked at here through the manifest. */
export async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  );
  const out = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        buffer(stream).then((content) => {
          out.set(entry.fileName, content);
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
  return out;
}

export const sha256 = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** The lines of a manifest. */
export const readManifest = (content: Uint8Array): Record<string, string>[] =>
  parse(Buffer.from(content), { columns: true }) as Record<string, string>[];
