import { AppError } from "./errors";

/** The body as it came, at most `maxBytes`: counted on the way, because the announced length is only a claim. Throws `too_large`. */
export async function limitedBytes(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("too_large");
  if (!request.body) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new AppError("too_large");
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/** The same as text. Throws `invalid_input` where it is not UTF-8. */
export async function limitedText(request: Request, maxBytes: number): Promise<string> {
  const bytes = await limitedBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_input", { message: "The request is not valid UTF-8.", cause });
  }
}
