import "server-only";
import { randomUUID } from "node:crypto";
import { touchAlive } from "@/lib/auth/sessions";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import type { UploadAnswer } from "@/lib/forms/upload";
import type { FileBody } from "@/lib/jiko/operation";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import type { Log } from "@/lib/log";
import { recordEnd, recordStart, type DownloadIntent } from "../download-record";
import { asAppError } from "../error-answer";
import { hold, lastCall } from "../in-flight";
import { jikoFor } from "../jiko";
import { forgetReads } from "../read";
import { checkDeclared, declaredFile, Incoming, type Declared } from "./incoming";

interface Asked {
  request: Request;
  session: Session;
  log: Log;
  reference: string;
}

/** What a look at Jiko has shown that a file can be sent as. */
export interface Ready {
  documentType: string;
  /** The one call that writes; answers what goes on record. */
  send(file: FileBody, signal: AbortSignal): Promise<Record<string, unknown>>;
  /** After a lost answer: whether Jiko has the file after all, as far as that can be read. */
  arrived(): Promise<boolean>;
  done: string;
}

export interface WantedUpload {
  /** In the audit record: `document.upload`. */
  action: string;
  subjectId: string;
  /** On record beside the file's type, size and name. */
  details: Record<string, unknown>;
  /** Reads at Jiko first, and throws AppError to refuse. It also renews what has run out of the sign-in: a stream can be sent only once. */
  look(client: JikoClient): Promise<Ready>;
}

/** 202 where nobody knows yet, as commands answer. */
export const uploadResponse = (answer: UploadAnswer): Response => Response.json(answer, { status: answer.state === "done" ? 200 : 202 });

const unknown =
  "Jiko did not answer clearly. The file may have arrived, and an unused copy may remain at Jiko. You can send it again: that does no harm.";

/** The longest that a file may be on its way, as the record's job sees it; the client's own clocks are shorter. */
const longestMs = 10 * 60_000;

/** Files on their way, by session: each holds a connection to Jiko, or memory, for as long as the person's own line takes. */
const underWay = new Map<string, number>();
const mostAtOnce = 3;

export function takePlace({ id }: Session): () => void {
  const count = underWay.get(id) ?? 0;
  if (count >= mostAtOnce) throw new AppError("conflict", { message: `You are sending ${mostAtOnce} files already. Wait until one of them is through.` });
  underWay.set(id, count + 1);
  return () => {
    const left = (underWay.get(id) ?? 1) - 1;
    if (left > 0) underWay.set(id, left);
    else underWay.delete(id);
  };
}

/**
 * Passes a file on to Jiko as it comes in; there is no other way to do it. Type, size and first bytes are checked before
 * anything goes to Jiko. On record are the intent and how it ended (`done`, `refused`, `failed`, `canceled`, `unknown`),
 * with type, size and the name without its folder. It is sent once and never repeated by itself.
 * Throws AppError where nothing was kept at Jiko; answers `unknown` where that cannot be told.
 */
export async function upload(
  { request, session, log, reference }: Asked,
  wanted: WantedUpload,
  client: JikoClient = jikoFor(session),
): Promise<UploadAnswer> {
  const declared = declaredFile(request);
  const leave = takePlace(session);
  const release = hold();
  let incoming: Incoming | null = null;
  try {
    await touchAlive(session);
    const ready = await wanted.look(client);
    checkDeclared(declared, ready.documentType);
    incoming = new Incoming(request);
    await incoming.checkContent(declared.contentType);
    return await pass({ request, session, log, reference }, wanted, ready, declared, incoming);
  } finally {
    leave();
    release();
    void incoming?.drain();
  }
}

async function pass(
  { request, session, log, reference }: Asked,
  { action, subjectId, details }: WantedUpload,
  { documentType, send, arrived, done }: Ready,
  declared: Declared,
  incoming: Incoming,
): Promise<UploadAnswer> {
  const { contentType, length: size, name: fileName } = declared;
  const intent: DownloadIntent = {
    customerId: session.customerId,
    correlationId: randomUUID(),
    action,
    actor: { memberId: session.memberId, sessionId: session.id, name: session.name },
    subjectId,
    details: { ...details, documentType, contentType, size, fileName },
  };
  const ended = (outcome: Parameters<typeof recordEnd>[1], more: Record<string, unknown> = {}) =>
    recordEnd(intent, outcome, more).catch((err: unknown) =>
      log.error({ event: "audit.lost", correlationId: intent.correlationId, outcome, err }, "The outcome of an upload could not be recorded"),
    );

  await recordStart(intent, new Date(now().getTime() + longestMs));
  try {
    const signal = AbortSignal.any([request.signal, lastCall()]);
    const result = await send({ ...declared, bytes: incoming.bytes() }, signal);
    await ended("done", result);
    return { state: "done", message: done };
  } catch (error) {
    const known = asAppError(error);
    const none = error instanceof JikoError ? error.effect === "none" : error instanceof AppError;
    if (none) {
      const gone = request.signal.aborted || incoming.broken;
      const refused = error instanceof JikoError && error.upstreamStatus !== null && error.upstreamStatus < 500;
      await ended(gone ? "canceled" : refused ? "refused" : "failed", { code: known.code });
      throw error;
    }
    log.warn({ event: "upload.unclear", correlationId: intent.correlationId, err: error }, "Whether a file arrived is not known");
    if (await arrived().catch(() => false)) {
      await ended("done", { foundOut: true });
      return { state: "done", message: done };
    }
    await ended("unknown", { code: known.code });
    return { state: "unknown", message: unknown, reference };
  } finally {
    forgetReads(session);
  }
}
