import { AppError } from "@/lib/errors";

type Bytes = ReadableStream<Uint8Array>;

const signature = Buffer.from("%PDF-");

/** The same stream, once its first bytes have shown that it is a PDF. Throws `upstream_contract` where it is something else. */
export async function startsAsPdf(body: Bytes): Promise<Bytes> {
  const reader = body.getReader();
  const head: Uint8Array[] = [];
  let size = 0;
  while (size < signature.length) {
    const { done, value } = await reader.read();
    if (done) break;
    head.push(value);
    size += value.byteLength;
  }
  if (!Buffer.concat(head).subarray(0, signature.length).equals(signature)) {
    await reader.cancel().catch(() => undefined);
    throw new AppError("upstream_contract", { message: "What Jiko sent for this statement is not a PDF. Try again in a moment." });
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

interface Watch {
  /** Bytes that were announced; fewer or more is a failure. */
  length: number | null;
  /** Called once, with the bytes that were passed on. Its promise is awaited before the stream ends. */
  ended(outcome: "done" | "failed" | "canceled", bytes: number, cause?: unknown): Promise<void>;
}

/** The same stream, which tells how it ended. */
export function watched(body: Bytes, { length, ended }: Watch): Bytes {
  const reader = body.getReader();
  let bytes = 0;
  let over = false;
  const end = async (...how: Parameters<Watch["ended"]>) => {
    if (over) return;
    over = true;
    await ended(...how);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          bytes += value.byteLength;
          return controller.enqueue(value);
        }
        if (length !== null && bytes !== length) {
          throw new AppError("upstream_unavailable", { message: "The file broke off before its end." });
        }
        await end("done", bytes);
        controller.close();
      } catch (error) {
        await end("failed", bytes, error);
        controller.error(error);
      }
    },
    async cancel(reason) {
      await end("canceled", bytes);
      await reader.cancel(reason);
    },
  });
}
