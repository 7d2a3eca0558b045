import { type IncomingMessage } from "node:http";

const limit = 16 * 1024;

/** The fields of a posted form. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | "too large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? "too large" : new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
