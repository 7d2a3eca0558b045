import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@/lib/auth/session";
import { db } from "@/lib/db/connection";
import { auditEntry } from "@/lib/db/schema/audit";
import type { Document } from "@/lib/jiko/documents";
import type { FileBody } from "@/lib/jiko/operation";
import { JikoError, type JikoClient } from "@/lib/jiko/transport";
import { log } from "@/lib/log";
import { testDatabase } from "@/scripts/database";
import { company, openDesk } from "../commands/testing/desk";
import { refusal } from "../commands/testing/scene";
import { applicationDocument, profileDocument } from "./documents";
import { sentDocuments } from "./sent";
import { upload, type WantedUpload } from "./upload";

vi.mock("@/lib/auth/sessions", () => ({ touchAlive: async () => undefined }));

let close: () => Promise<void>;
beforeAll(async () => void (close = await openDesk(await testDatabase())));
afterAll(() => close());

const pdf = Buffer.from(`%PDF-1.7 ${"x".repeat(200_000)}`);
const applicationId = randomUUID();

/** A bank that takes files, and can lose what it answers. */
class FakeBank {
  got: { operation: string; bytes: Buffer; name: string }[] = [];
  document: Document = { id: randomUUID(), type: "EIN_CONFIRMATION", status: "PENDING_UPLOAD", exception_reason: null, name: null };
  fail: JikoError | null = null;
  losesAnswer = false;
  waits: Promise<void> | null = null;

  readonly client: JikoClient = {
    call: (async (op: { id: string }, { file }: { file?: FileBody }) => {
      if (op.id === "customer.get") return {};
      if (op.id === "applicationDocuments.list") return { items: [structuredClone(this.document)], next_page: null };
      const pieces: Uint8Array[] = [];
      await this.waits;
      if (this.fail) throw this.fail;
      try {
        for await (const piece of file!.bytes) pieces.push(piece);
      } catch (cause) {
        throw new JikoError("upstream_unavailable", { operation: op.id, effect: "none", cause });
      }
      this.got.push({ operation: op.id, bytes: Buffer.concat(pieces), name: file!.name });
      if (op.id === "documents.upload") this.document.status = "PENDING_REVIEW";
      if (this.losesAnswer) throw new JikoError("upstream_timeout", { operation: op.id, effect: "unknown" });
      return op.id === "documents.upload" ? this.document : { success: true, document_id: randomUUID() };
    }) as JikoClient["call"],
  };
}

let bank: FakeBank;
let session: Session;
beforeEach(() => {
  bank = new FakeBank();
  session = company().session("Admin One", "ADMIN");
});

interface Sent {
  bytes?: Buffer;
  headers?: Record<string, string>;
  body?: ReadableStream<Uint8Array>;
  signal?: AbortSignal;
}

function send(wanted: WantedUpload, { bytes = pdf, headers = {}, body, signal }: Sent = {}) {
  const request = new Request("http://localhost:3000/api/uploads", {
    method: "POST",
    body: body ?? new Blob([new Uint8Array(bytes)]).stream(),
    duplex: "half",
    signal,
    headers: {
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "countersign-file-name": encodeURIComponent("C:\\Users\\me\\ein ü.pdf"),
      ...headers,
    },
  } as RequestInit);
  return upload({ request, session, log, reference: "7F3K" }, wanted, bank.client);
}

async function record(): Promise<[string, string | null, Record<string, unknown>][]> {
  const rows = await db().select().from(auditEntry).where(eq(auditEntry.customerId, session.customerId)).orderBy(asc(auditEntry.position));
  return rows.map(({ kind, action, outcome, canonical }) => [
    `${kind} ${action}`,
    outcome,
    (JSON.parse(canonical) as { details: Record<string, unknown> }).details,
  ]);
}

describe("a file for the company's profile", () => {
  it("goes through as it is, with type, size and plain name on record", async () => {
    expect(await send(profileDocument("OTHER"))).toMatchObject({ state: "done" });
    expect(bank.got.map(({ operation, bytes, name }) => [operation, bytes.equals(pdf), name])).toEqual([["customerDocuments.upload", true, "ein ü.pdf"]]);
    const details = { documentType: "OTHER", contentType: "application/pdf", size: pdf.length, fileName: "ein ü.pdf" };
    expect(await record()).toEqual([
      ["intent document.upload", null, details],
      ["outcome document.upload", "done", { ...details, documentId: expect.any(String) as string }],
    ]);
    expect(await sentDocuments(session)).toMatchObject([{ documentType: "OTHER", fileName: "ein ü.pdf", size: pdf.length, by: "Admin One", state: "done" }]);
  });

  it.each<[string, Sent, string, RegExp]>([
    ["is no PDF", { bytes: Buffer.from("<html>hello</html>") }, "invalid_input", /neither/],
    ["says another kind", { headers: { "content-type": "image/png" } }, "invalid_input", /PNG image.*content is a PDF/],
    ["is of a kind that Jiko does not take", { headers: { "content-type": "text/html" } }, "invalid_input", /PDF, PNG or JPEG/],
    ["does not say how large it is", { headers: { "content-length": "" } }, "invalid_input", /announced/],
    ["is too large", { headers: { "content-length": "52428800" } }, "too_large", /50 MB/],
    ["has an unreadable name", { headers: { "countersign-file-name": "%E0%A4%A" } }, "invalid_input", /name/],
  ])("is refused before anything goes to Jiko where it %s", async (_, sent, code, message) => {
    const error = await refusal(send(profileDocument("OTHER"), sent));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string, fields: [{ field: "file" }] });
    expect(bank.got).toEqual([]);
    expect(await record()).toEqual([]);
  });

  it("is at most 5 MB where it is of a person", async () => {
    const large = { headers: { "content-length": "5000001" } };
    expect(await refusal(send(profileDocument("PASSPORT"), large))).toMatchObject({ code: "too_large", message: expect.stringContaining("5 MB") as string });
  });

  it("may have arrived where the answer was lost: that is said, and it is not sent again", async () => {
    bank.losesAnswer = true;
    expect(await send(profileDocument("OTHER"))).toMatchObject({ state: "unknown", reference: "7F3K", message: expect.stringContaining("You can send it again") as string });
    expect(bank.got).toHaveLength(1);
    expect((await record()).map(([, outcome]) => outcome)).toEqual([null, "unknown"]);
    bank.losesAnswer = false;
    expect(await send(profileDocument("OTHER"))).toMatchObject({ state: "done" });
  });

  it("that breaks off is canceled, and nothing was kept", async () => {
    const gone = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(pdf.subarray(0, 1000))),
      pull(controller) {
        gone.abort();
        controller.error(new Error("aborted"));
      },
    });
    await refusal(send(profileDocument("OTHER"), { body, signal: gone.signal }));
    expect((await record()).map(([, outcome]) => outcome)).toEqual([null, "canceled"]);
    expect(bank.got).toEqual([]);
  });

  it("is one of three at a time", async () => {
    let go: () => void = () => undefined;
    bank.waits = new Promise((resolve) => (go = resolve));
    const three = [1, 2, 3].map(() => send(profileDocument("OTHER")));
    await expect.poll(async () => (await record()).length).toBe(3);
    expect(await refusal(send(profileDocument("OTHER")))).toMatchObject({ code: "conflict" });
    go();
    await Promise.all(three);
    expect(await send(profileDocument("OTHER"))).toMatchObject({ state: "done" });
  });

  it("has a kind", () => {
    expect(() => profileDocument("DIARY")).toThrow(expect.objectContaining({ code: "not_found" }));
  });
});

describe("a file that an application asks for", () => {
  const wanted = () => applicationDocument(applicationId, bank.document.id);

  it("goes to its document", async () => {
    expect(await send(wanted())).toMatchObject({ state: "done" });
    expect(bank.got[0]!.operation).toBe("documents.upload");
    expect((await record()).map(([what, outcome]) => [what, outcome])).toEqual([
      ["intent application.document", null],
      ["outcome application.document", "done"],
    ]);
  });

  it("is found in Jiko's list where the answer was lost", async () => {
    bank.losesAnswer = true;
    expect(await send(wanted())).toMatchObject({ state: "done" });
    expect((await record()).at(-1)).toMatchObject(["outcome application.document", "done", { foundOut: true }]);
  });

  it("is refused where the document is approved, unknown, or refused by Jiko", async () => {
    bank.fail = new JikoError("conflict", { operation: "documents.upload", effect: "none", upstreamStatus: 412 });
    expect(await refusal(send(wanted()))).toMatchObject({ code: "conflict" });
    expect((await record()).at(-1)![1]).toBe("refused");
    bank.document.status = "APPROVED";
    expect(await refusal(send(wanted()))).toMatchObject({ code: "conflict", message: expect.stringContaining("approved") as string });
    expect(await refusal(send(applicationDocument(applicationId, randomUUID())))).toMatchObject({ code: "not_found" });
    expect(await record()).toHaveLength(2);
  });
});
