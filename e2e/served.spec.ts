import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inherited, start } from "../scripts/process";
import { sessionCookie, sessionToken } from "./support/sessions";
import { appUrl, expect, test } from "./support/test";

interface Answer {
  headers: Record<string, string>;
  body: Buffer;
}
/** What a dishonest server changes about an answer, if anything. */
type Change = (path: string, answer: Answer) => void;

let servers: Server[] = [];
test.afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  servers = [];
});

/** A server that answers as the product does, but for what `change` makes of it. */
async function between(change: Change): Promise<string> {
  const server = createServer(async (request, response) => {
    const at = request.url!;
    const real = await fetch(`${appUrl()}${at}`, { headers: passed(request.headers), redirect: "manual" });
    const left = ["content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"];
    const headers = Object.fromEntries([...real.headers].filter(([name]) => !left.includes(name)));
    const answer = { headers, body: Buffer.from(await real.arrayBuffer()) };
    change(at, answer);
    response.writeHead(real.status, answer.headers).end(answer.body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const passed = ({ accept, cookie }: IncomingHttpHeaders): Record<string, string> => ({
  ...(accept ? { accept } : {}),
  ...(cookie ? { cookie } : {}),
});

async function verify(...args: string[]): Promise<{ code: number | null; said: string }> {
  const program = start(process.execPath, ["--import", "tsx", "scripts/verify-served.ts", ...args], { env: inherited });
  return { code: await program.exited, said: program.output() };
}

const manifest = () => JSON.parse(readFileSync(".next/served.json", "utf8")) as { files: Record<string, string> };

test("a server that serves what was built passes, also behind the sign-in", async ({ as }) => {
  const page = await as("viewerOne");
  const folder = await mkdtemp(path.join(tmpdir(), "countersign-served-"));
  try {
    const [file, copy] = [path.join(folder, "cookie"), path.join(folder, "served.json")];
    const cookie = `${sessionCookie}=${await sessionToken(page.context())}`;
    await writeFile(file, cookie, { mode: 0o600 });
    await writeFile(copy, readFileSync(".next/served.json"));
    const { code, said } = await verify(appUrl(), "--cookie-file", file, "--manifest", copy);
    expect([code, said]).toEqual([0, expect.stringContaining("No differences")]);
    expect(said).not.toContain(cookie.slice(-20));
    expect(Number(/and (\d+) pages/.exec(said)![1])).toBeGreaterThan(10);

    await writeFile(file, `${sessionCookie}=none`);
    const signedOut = await verify(appUrl(), "--cookie-file", file);
    expect([signedOut.code, signedOut.said]).toEqual([1, expect.stringContaining("the session of the cookie is over")]);
    const abroad = await verify("http://treasury.example.com", "--cookie-file", file);
    expect([abroad.code, abroad.said]).toEqual([2, expect.stringContaining("over https alone")]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("one changed byte of one script is caught and named", async () => {
  const name = Object.keys(manifest().files).find((one) => one.endsWith(".js"))!;
  const url = await between((at, answer) => {
    if (at === `/_next/static/${name}`) answer.body[answer.body.length - 1]! ^= 1;
  });
  const { code, said } = await verify(url);
  expect([code, said]).toEqual([1, expect.stringContaining(`/_next/static/${name}: is not what was built`)]);
  expect(said).toContain("1 difference.");
});

test("a script that is added to a page, a wider policy and a missing file are caught and named", async () => {
  const gone = Object.keys(manifest().files).find((one) => one.endsWith(".css"))!;
  const url = await between((at, answer) => {
    const policy = answer.headers["content-security-policy"];
    if (policy && at === "/sign-in") {
      const nonce = /'nonce-([^']+)'/.exec(policy)![1];
      answer.body = Buffer.from(answer.body.toString("utf8").replace("</head>", `<script nonce="${nonce}">fetch("/x")</script></head>`));
    }
    if (policy && at === "/signed-out") answer.headers["content-security-policy"] = policy.replace("connect-src 'self'", "connect-src *");
    if (at === `/_next/static/${gone}`) answer.body = Buffer.from("");
  });
  const { code, said } = await verify(url);
  expect(code).toBe(1);
  expect(said).toContain(`/sign-in: the inline script "fetch(\\"/x\\")" is none of the build's`);
  expect(said).toContain("/signed-out: the Content-Security-Policy is another: it has connect-src * and lacks connect-src 'self'");
  expect(said).toContain(`/_next/static/${gone}: is not what was built`);
});

test("a server that is not there could not be compared", async () => {
  const url = await between(() => undefined);
  await new Promise((resolve) => servers.pop()!.close(resolve));
  expect((await verify(url)).code).toBe(2);
});
