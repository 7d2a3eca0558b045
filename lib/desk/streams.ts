import { AppError } from "@/lib/errors";

type Bytes = ReadableStream<Uint8Array>;
export type Ending = "done" | "failed" | "canceled";

interface Watch {
  /** Bytes that were announced; fewer or more is a failure. */
  length: number | null;
  /** Ends the stream at once, also while nobody reads it: as failed with the signal's reason, or as canceled where `gone` is aborted. */
  signal: AbortSignal;
  /** Aborted when whoever asked has gone. */
  gone: AbortSignal;
  /** Called once, with the bytes that were passed on. Its promise is awaited before the stream ends. */
  ended(outcome: Ending, bytes: number, cause?: unknown): Promise<void>;
}

/** The same stream, which tells how it ended. */
export function watched(body: Bytes, { length, signal, gone, ended }: Watch): Bytes {
  const reader = body.getReader();
  let bytes = 0;
  let over = false;
  let stop = () => {};
  const end = async (...how: Parameters<Watch["ended"]>) => {
    if (over) return;
    over = true;
    signal.removeEventListener("abort", stop);
    await ended(...how);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stop = () => {
          const reason: unknown = signal.reason;
          void end(gone.aborted ? "canceled" : "failed", bytes, gone.aborted ? undefined : reason).finally(() => {
            controller.error(reason);
            reader.cancel(reason).catch(() => undefined);
          });
        };
        if (signal.aborted) stop();
        else signal.addEventListener("abort", stop, { once: true });
      },
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (over) return;
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
    },
    // Nothing is taken that nobody has asked for: what is counted has been passed on.
    { highWaterMark: 0 },
  );
}
