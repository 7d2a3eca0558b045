import "server-only";
import type { Session } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { forgetReads } from "../read";
import { hub, type Subscriber } from "./hub";

/** A browser that reads so slowly that this many messages wait is let go; it comes back and reads everything anew. */
const mostUnread = 64;
/** Milliseconds after which a browser that lost its stream may come back, where it decides by itself. */
const retryMs = 3_000;

/**
 * The stream of a session as server-sent events: `changed` with topics (null: everything), `beat` while nothing happens, and
 * `over` when the session has ended. Never any data, and never a sign of life of a person.
 */
export function liveStream({ id, customerId }: Pick<Session, "id" | "customerId">, request: Request): Response {
  const encoder = new TextEncoder();
  let subscriber: Subscriber | null = null;
  let refused = false;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const leave = () => {
          if (!subscriber) return false;
          hub().remove(subscriber);
          subscriber = null;
          return true;
        };
        const send = (event: string, data: unknown) => {
          if (!subscriber) return;
          if ((controller.desiredSize ?? 0) < 0) return close();
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
        };
        const close = () => {
          if (leave()) controller.close();
        };
        subscriber = {
          sessionId: id,
          customerId: customerId.toLowerCase(),
          changed: (topics) => {
            // What the browser now asks for must not be answered from before the change.
            forgetReads({ id });
            send("changed", { topics });
          },
          beat: () => send("beat", {}),
          end: (why) => {
            if (why !== "stopping") send(why, {});
            close();
          },
        };
        refused = !hub().add(subscriber);
        if (refused) return void leave();
        controller.enqueue(encoder.encode(`retry: ${retryMs}\n\n`));
        send("beat", {});
        request.signal.addEventListener("abort", () => leave(), { once: true });
      },
      cancel() {
        if (subscriber) hub().remove(subscriber);
        subscriber = null;
      },
    },
    { highWaterMark: mostUnread },
  );
  if (refused) throw new AppError("rate_limited", { message: "Countersign cannot keep another live connection open now.", retryAfterSeconds: 30 });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" } });
}
