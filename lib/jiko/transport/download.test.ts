import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { JikoError } from ".";
import { startFaultServer, type Fault, type FaultServer } from "./testing/fault-server";
import { clientOf, errorOf } from "./testing/fixtures";

let server: FaultServer;
beforeEach(async () => void (server = await startFaultServer()));
afterEach(() => server.close());

const secret = "signature=s3cr3t";
const pdf = (body = "%PDF-1.7 some text"): Fault => ({ headers: { "content-type": "application/pdf" }, body });
const link = () => `${server.url}/files/a.pdf?${secret}`;
const client = (config: Parameters<typeof clientOf>[1] = {}) => clientOf(server, { downloadHosts: [server.host], ...config });
const textOf = (body: ReadableStream<Uint8Array>) => new Response(body).text();

test("a file is streamed, without credentials", async () => {
  server.script(pdf());
  const { jiko, lines } = client();
  const file = await jiko.download(link());
  expect(file).toMatchObject({ contentType: "application/pdf", length: null });
  expect(await textOf(file.body)).toBe("%PDF-1.7 some text");
  expect(server.seen[0]!.headers).not.toHaveProperty("authorization");
  expect(server.seen[0]!.url).toContain(secret);
  expect(lines).toMatchObject([{ operation: "download", path: "(link)", status: 200, problem: null }]);
  expect(JSON.stringify(lines)).not.toContain("files");
});

test("its length is told where it is known", async () => {
  server.script({ headers: { "content-type": "application/pdf", "content-length": "4" }, body: "%PDF" });
  const { body, length } = await client().jiko.download(link());
  expect(length).toBe(4);
  await body.cancel();
});

describe("links that lead elsewhere are not opened:", () => {
  test.each([
    ["another port", () => "http://127.0.0.1:1/a.pdf"],
    ["another host", () => "https://files.example.org/a.pdf"],
    ["a host that only looks alike", () => "https://files.example.com.example.org/a.pdf"],
    ["another port of a listed host", () => "https://files.example.com:8443/a.pdf"],
    ["plain http", () => "http://files.example.com/a.pdf"],
    ["a user name", () => link().replace("http://", "http://someone@")],
    ["a file", () => "file:///etc/hostname"],
    ["no URL at all", () => "statement.pdf"],
  ])("%s", async (_, url) => {
    const { jiko } = client({ downloadHosts: [server.host, "files.example.com"] });
    const error = await errorOf(jiko.download(url()));
    expect(error).toMatchObject({ code: "upstream_contract", operation: "download" });
    expect(server.seen).toHaveLength(0);
  });
});

describe("redirects", () => {
  test("are followed within the list", async () => {
    server.script({ status: 302, headers: { location: "/b.pdf" } }, pdf("moved"));
    expect(await textOf((await client().jiko.download(link())).body)).toBe("moved");
    expect(server.seen[1]!.url).toBe("/b.pdf");
  });

  test("off the list are not", async () => {
    server.script({ status: 302, headers: { location: "http://127.0.0.1:1/a.pdf" } });
    expect(await errorOf(client().jiko.download(link()))).toMatchObject({ code: "upstream_contract" });
  });

  test("end after three", async () => {
    const again: Fault = { status: 302, headers: { location: "/again" } };
    server.script(again, again, again, again, pdf());
    expect(await errorOf(client().jiko.download(link()))).toMatchObject({ code: "upstream_contract" });
    expect(server.seen).toHaveLength(4);
  });
});

describe("errors are typed and do not show the link:", () => {
  test.each<[string, Fault, string]>([
    ["gone", { status: 404 }, "not_found"],
    ["run out", { status: 410 }, "not_found"],
    ["refused", { status: 403, body: { detail: "no" } }, "upstream_refused"],
    ["a fault", "html-error", "upstream_unavailable"],
    ["a closed connection", "drop-after", "upstream_unavailable"],
    ["no headers in time", "slow-headers", "upstream_timeout"],
  ])("%s", async (_, fault, code) => {
    server.script(fault);
    const { jiko, lines } = client({ deadlineMs: fault === "slow-headers" ? 60 : 20_000 });
    const error = await errorOf(jiko.download(link()));
    expect(error).toBeInstanceOf(JikoError);
    expect(error).toMatchObject({ code, effect: "none" });
    expect(lines).toMatchObject([{ problem: code }]);
    expect(inspect([error, lines], { depth: 9, showHidden: true })).not.toMatch(/s3cr3t|a\.pdf/);
  });

  test.each<[string, Fault, string]>([
    ["a body that breaks off", "truncate", "upstream_unavailable"],
    ["a body that stands still", "slow-body", "upstream_timeout"],
  ])("%s", async (_, fault, code) => {
    server.script(fault);
    const { body } = await client({ stallMs: 60 }).jiko.download(link());
    const error = await errorOf(body.pipeTo(new WritableStream()));
    expect(error).toBeInstanceOf(JikoError);
    expect(error).toMatchObject({ code, operation: "download" });
  });

  test("given up by the caller while it is read", async () => {
    server.script("slow-body");
    const controller = new AbortController();
    const { body } = await client().jiko.download(link(), { signal: controller.signal });
    const reader = body.getReader();
    await reader.read();
    controller.abort();
    expect(await errorOf(reader.read())).toMatchObject({ code: "upstream_unavailable" });
  });

  test("given up before it began", async () => {
    expect(await errorOf(client().jiko.download(link(), { signal: AbortSignal.abort() }))).toBeInstanceOf(JikoError);
    expect(server.seen).toHaveLength(0);
  });
});
