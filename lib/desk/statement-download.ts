import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { record } from "@/lib/audit/append";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Session } from "@/lib/auth/session";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { pocketsGet } from "@/lib/jiko/pockets";
import { id } from "@/lib/jiko/schemas";
import { statementsList, statementTypes, type Statement } from "@/lib/jiko/statements";
import type { Log } from "@/lib/log";
import { asAppError } from "./error-answer";
import { attachment, statementFileName } from "./file-name";
import { jiko, jikoFor } from "./jiko";
import { readWhole } from "./read";
import { startsAsPdf, watched } from "./streams";

/** Which statement: its id alone says nothing to Jiko, whose list has to be read for a fresh link. */
export const statementWanted = z.strictObject({
  id,
  account: id,
  type: z.enum(statementTypes),
  key: z.string().regex(/^\d{4}(-\d{2})?$/, "Expected a year or a month, like 2026 or 2026-06"),
});
type Wanted = z.output<typeof statementWanted>;

const mostPages = 10;

/** The statement as Jiko lists it at this moment; its link lives ten minutes and stays in this process. */
async function find(session: Session, { id, account, type, key }: Wanted, signal: AbortSignal): Promise<Statement> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = { "account[]": [account], "type[]": [type], key, limit: 100, cursor };
    const list = await jikoFor(session).call(statementsList, { query }, { signal });
    const found = list.items.find((one) => one.id === id);
    if (found) return found;
    if (!list.next_page) break;
    cursor = list.next_page;
  }
  throw new AppError("not_found", { message: "Jiko no longer lists this statement." });
}

/** The pocket's name for the file; a file without it is better than none. */
async function pocketName(session: Session, pocketId: string): Promise<string> {
  try {
    return (await readWhole(pocketsGet, session, { params: { pocket_id: pocketId } })).pocket_name;
  } catch {
    return `pocket-${pocketId.slice(0, 8)}`;
  }
}

interface Asked {
  request: Request;
  session: Session;
  log: Log;
}

/**
 * Streams a statement's PDF from the link that Jiko hands out at this moment. The link is neither kept nor written down
 * nor sent on. On record: the intent before anything is asked of Jiko, and how it ended, with the bytes that were sent.
 * Throws `not_found`, `upstream_contract` (no PDF behind the link), and what the client throws.
 */
export async function downloadStatement({ request, session, log }: Asked, wanted: Wanted): Promise<Response> {
  const correlationId = randomUUID();
  const { id: subjectId, account: pocketId, type, key } = wanted;
  const details = { pocketId, type, key };
  const note = (kind: "intent" | "outcome", more: Partial<AuditEntry> = {}) =>
    record({
      customerId: session.customerId,
      at: now(),
      kind,
      action: "statement.download",
      actor: { memberId: session.memberId, sessionId: session.id, name: session.name },
      correlationId,
      subjectId,
      details,
      ...more,
    });
  const ended = async (outcome: "done" | "failed" | "canceled", bytes: number, cause?: unknown) => {
    const code = cause === undefined || outcome === "canceled" ? {} : { code: asAppError(cause).code };
    // The file is out by now, or lost: what the record lacks then must at least be in the log.
    await note("outcome", { outcome, details: { ...details, bytes, ...code } }).catch((err: unknown) =>
      log.error({ event: "audit.lost", correlationId, outcome, bytes, err }, "The outcome of a download could not be recorded"),
    );
    if (cause !== undefined && outcome === "failed") log.warn({ event: "download.failed", bytes, err: cause }, "A download broke off");
  };

  await note("intent");
  try {
    const [statement, name] = await Promise.all([find(session, wanted, request.signal), pocketName(session, wanted.account)]);
    const { body, length } = await jiko().download(statement.pdf_download_url, { signal: request.signal });
    const pdf = await startsAsPdf(body);
    return new Response(watched(pdf, { length, ended }), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": attachment(statementFileName(session.customerName, name, statement)),
        ...(length === null ? {} : { "content-length": String(length) }),
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      },
    });
  } catch (error) {
    await ended("failed", 0, error);
    throw error;
  }
}
