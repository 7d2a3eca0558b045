import { generateKeyPairSync } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { customerDocumentsUpload, documentsUpload } from "../documents";
import type { FileBody } from "../operation";
import { contentDigest, signingKey } from "./signature";
import { startFaultServer, type FaultServer } from "./testing/fault-server";
import { bearer, clientOf, errorOf, fakeClock, ids } from "./testing/fixtures";

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.close());

const piece = "%PDF-1.7 a piece of a file. ";
const pieces = 40_000;
const whole = piece.repeat(pieces);
const answer = { id: ids.payee, type: "EIN_CONFIRMATION", status: "PENDING_REVIEW", exception_reason: null, name: "ein.pdf" };

/** A file of a megabyte, in pieces; tells how many were taken. */
function file(change: Partial<FileBody> = {}, count = pieces): FileBody & { taken: () => number } {
  let taken = 0;
  async function* bytes() {
    for (; taken < count; ) {
      taken += 1;
      yield Buffer.from(piece);
    }
  }
  return { contentType: "application/pdf", length: whole.length, name: "ein.pdf", bytes: bytes(), ...change, taken: () => taken };
}

const send = (body: FileBody, config: Parameters<typeof clientOf>[1] = {}, caller = bearer(), signal?: AbortSignal) =>
  clientOf(server, config).jiko.as(caller).call(documentsUpload, { params: { document_id: ids.payee }, file: body }, { signal });

const key = signingKey(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(), "test");
const spooled = () => readdirSync(tmpdir()).filter((name) => name.startsWith("countersign-"));

test("documents.upload sends the file as it is, with its kind, length and name", async () => {
  server.script({ body: answer });
  expect(await send(file({ name: 'Jahres"bericht ü.pdf' }))).toMatchObject({ status: "PENDING_REVIEW" });
  const [seen] = server.seen;
  expect(seen).toMatchObject({ method: "POST", url: `/api/v2/documents/${ids.payee}/` });
  expect(seen!.body).toBe(whole);
  expect(seen!.headers).toMatchObject({
    "content-type": "application/pdf",
    "content-length": String(whole.length),
    "content-disposition": "attachment; filename=\"Jahres_bericht _.pdf\"; filename*=UTF-8''Jahres%22bericht%20%C3%BC.pdf",
  });
  expect(seen!.headers["transfer-encoding"]).toBeUndefined();
});

test("customerDocuments.upload tells no name", async () => {
  server.script({ body: { success: true, document_id: ids.other } });
  const call = clientOf(server).jiko.as(bearer()).call(customerDocumentsUpload, { params: { document_type: "OTHER" }, file: file() });
  expect(await call).toEqual({ success: true, document_id: ids.other });
  expect(server.seen[0]!.url).toBe("/api/v1/documents/OTHER/");
  expect(server.seen[0]!.headers["content-disposition"]).toBeUndefined();
});

test("what Jiko would not take is refused before anything is sent", async () => {
  const bad = [{ contentType: "text/html" }, { length: 0 }, { length: 52_428_800 }];
  for (const change of bad) expect(await errorOf(send(file(change)))).toMatchObject({ code: "invalid_input" });
  expect(server.seen).toEqual([]);
});

test("with signatures the digest of the file goes ahead, and nothing of it stays on disk", async () => {
  const before = spooled();
  server.script({ body: answer });
  await send(file(), { signing: key });
  const [seen] = server.seen;
  expect(seen!.body).toBe(whole);
  expect(seen!.headers["content-digest"]).toBe(contentDigest(Buffer.from(whole)));
  expect(seen!.headers["signature-input"]).toContain('"content-digest"');
  server.script("drop-after");
  await errorOf(send(file(), { signing: key }));
  await errorOf(send(file({}, 10), { signing: key }));
  expect(spooled()).toEqual(before);
});

describe("is never repeated", () => {
  test("after an answer that was lost: its effect is unknown", async () => {
    server.script("drop-after");
    expect(await errorOf(send(file()))).toMatchObject({ code: "upstream_unavailable", effect: "unknown" });
    expect(server.seen).toHaveLength(1);
  });

  test("after a token that was refused, which is renewed for the next time", async () => {
    server.script({ status: 401 });
    const caller = bearer();
    expect(await errorOf(send(file(), {}, caller))).toMatchObject({ effect: "none", message: expect.stringContaining("send it again") as string });
    expect(caller.renewals).toEqual(["token-1"]);
    expect(server.seen).toHaveLength(1);
  });

  test("but with signatures it lies at hand, and goes again with the renewed token", async () => {
    server.script({ status: 401 }, { body: answer });
    const caller = bearer();
    const { jiko } = clientOf(server, { signing: key }, fakeClock());
    await jiko.as(caller).call(documentsUpload, { params: { document_id: ids.payee }, file: file() });
    expect(server.seen.map(({ body }) => body === whole)).toEqual([true, true]);
  });
});

describe("has no effect", () => {
  test("where the file breaks off on its way in", async () => {
    server.script({ body: answer });
    expect(await errorOf(send(file({}, 100)))).toMatchObject({ effect: "none" });
  });

  test("where the person gives up before its end", async () => {
    const controller = new AbortController();
    async function* bytes() {
      yield Buffer.from(piece);
      controller.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield Buffer.from(piece);
    }
    expect(await errorOf(send(file({ bytes: bytes() }), {}, bearer(), controller.signal))).toMatchObject({ effect: "none" });
  });

  test("where it stands still for too long", async () => {
    async function* bytes() {
      yield Buffer.from(piece);
      await new Promise(() => undefined);
    }
    const error = await errorOf(send(file({ bytes: bytes() }), { uploadStallMs: 60 }));
    expect(error).toMatchObject({ code: "upstream_timeout", effect: "none" });
  });

  test("where Jiko refuses it", async () => {
    server.script({ status: 412, body: { detail: "approved already" } });
    expect(await errorOf(send(file()))).toMatchObject({ code: "conflict", upstreamStatus: 412, effect: "none" });
  });
});

test("a slow file outlives the deadline of other calls", async () => {
  server.script({ body: answer });
  async function* bytes() {
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      yield Buffer.from(piece);
    }
  }
  const slow = file({ bytes: bytes(), length: 10 * piece.length });
  expect(await send(slow, { deadlineMs: 40 })).toMatchObject({ status: "PENDING_REVIEW" });
});

test("the file is taken no faster than it goes out", async () => {
  // Accepts a connection and reads nothing: what fits into the buffers of the system goes, and no more.
  const deaf = createServer((socket) => socket.pause().on("error", () => undefined));
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  const { jiko } = clientOf({ url: `http://127.0.0.1:${(deaf.address() as AddressInfo).port}` }, { uploadStallMs: 300 });
  let taken = 0;
  async function* bytes() {
    for (; taken < 700; taken++) yield Buffer.alloc(65_536);
  }
  const big = file({ bytes: bytes(), length: 700 * 65_536 });
  await errorOf(jiko.as(bearer()).call(documentsUpload, { params: { document_id: ids.payee }, file: big }));
  expect(taken).toBeLessThan(300);
  deaf.close();
});
