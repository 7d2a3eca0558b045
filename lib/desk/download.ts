import "server-only";
import { randomUUID } from "node:crypto";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { Log } from "@/lib/log";
import { recordEnd, recordStart, type DownloadIntent } from "./download-record";
import { asAppError } from "./error-answer";
import { attachment } from "./file-name";
import { fileTypes, startsAs, type FileTypeName } from "./file-types";
import { hold, lastCall } from "./in-flight";
import { watched, type Ending } from "./streams";

/** What `route` hands to a handler is enough. */
export interface Asked {
  request: Request;
  session: Session;
  log: Log;
}

export interface OpenFile {
  /** A stream is handed on as it comes. Bytes are for files that are made here and small. */
  body: ReadableStream<Uint8Array> | Uint8Array;
  /** Bytes that were announced; more or fewer fail the download. Null where nobody knows; left out for bytes. */
  length?: number | null;
  type: FileTypeName;
  fileName: string;
  /** What the record says beside the bytes, asked once the file has ended. */
  details?: () => Record<string, unknown>;
  /** Told how it ended, after the record. */
  ended?(outcome: Ending): Promise<void>;
}

export interface Wanted {
  /** In the audit record: `statement.download`. */
  action: string;
  subjectId: string | null;
  /** On record with intent and outcome. No link, no token, no account number. */
  details: Record<string, unknown>;
  /** The longest that it may take. Default 600. */
  longestSeconds?: number;
  /** Fetches a fresh link and opens it, or makes the file. The signal ends with the client, with the time, and with the process. */
  open(signal: AbortSignal): Promise<OpenFile>;
}

/** The record is taken over by a job this long after the time is out. */
const marginMs = 60_000;

/**
 * Sends a file; there is no other way to do it:
 *
 *     download({ request, session, log }, { action, subjectId, details, open: async (signal) => ({ body, length, type, fileName }) })
 *
 * On record before anything is asked of Jiko (intent), and how it ended, with the bytes that were sent (outcome: `done`,
 * `failed`, `canceled`; `unknown` where the process died). `open` fetches the link at this moment, as
 * `jiko().download(link, { signal })`; a link is neither kept nor written down nor sent on. The first bytes must be those of
 * the type, the rest is streamed, inert in a browser, and counted. An ending process waits for it as long as it can.
 * Throws what `open` throws, and `upstream_contract` where the file is not of its type.
 */
export async function download({ request, session, log }: Asked, wanted: Wanted): Promise<Response> {
  const { action, subjectId, details, longestSeconds = 600 } = wanted;
  const correlationId = randomUUID();
  const actor = { memberId: session.memberId, sessionId: session.id, name: session.name };
  const intent: DownloadIntent = { customerId: session.customerId, correlationId, action, actor, subjectId, details };
  const life = lifeOf(request.signal, longestSeconds * 1000);
  let file: OpenFile | null = null;

  const ended = async (outcome: Ending, bytes: number, cause?: unknown) => {
    const code = cause === undefined || outcome === "canceled" ? {} : { code: asAppError(cause).code };
    // The file is out by now, or lost: what the record lacks then must at least be in the log.
    await recordEnd(intent, outcome, { bytes, ...code, ...file?.details?.() }).catch((err: unknown) =>
      log.error({ event: "audit.lost", correlationId, outcome, bytes, err }, "The outcome of a download could not be recorded"),
    );
    if (cause !== undefined && outcome === "failed") log.warn({ event: "download.failed", bytes, err: cause }, "A download broke off");
    await file?.ended?.(outcome);
    life.end();
  };

  try {
    await recordStart(intent, new Date(now().getTime() + longestSeconds * 1000 + marginMs));
  } catch (error) {
    life.end();
    throw error;
  }
  try {
    file = await wanted.open(life.signal);
    const { body, type, fileName } = file;
    const length = body instanceof Uint8Array ? body.byteLength : (file.length ?? null);
    const bytes = body instanceof Uint8Array ? new Blob([body as Uint8Array<ArrayBuffer>]).stream() : body;
    return new Response(watched(await startsAs(type, bytes), { length, signal: life.signal, gone: request.signal, ended }), {
      headers: {
        "content-type": fileTypes[type].mime,
        "content-disposition": attachment(fileName),
        ...(length === null ? {} : { "content-length": String(length) }),
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      },
    });
  } catch (error) {
    await ended(request.signal.aborted ? "canceled" : "failed", 0, error);
    throw error;
  }
}

/** As long as a download lives an ending process waits for it. It ends with the client, with its time, and at the last with the process. */
function lifeOf(gone: AbortSignal, longestMs: number): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const release = hold();
  const leave = () => controller.abort(gone.reason);
  const stop = () => controller.abort(new AppError("internal", { message: "Countersign was ended while the file was on its way." }));
  const late = () => controller.abort(new AppError("upstream_timeout", { message: "The file took too long and was cut off." }));
  const timer = setTimeout(late, longestMs);
  if (gone.aborted) leave();
  gone.addEventListener("abort", leave, { once: true });
  lastCall().addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      gone.removeEventListener("abort", leave);
      lastCall().removeEventListener("abort", stop);
      release();
    },
  };
}
