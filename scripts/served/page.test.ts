import { describe, expect, it } from "vitest";
import { scriptPolicy } from "@/lib/script-policy";
import { contentSecurityPolicy } from "@/proxy";
import { anyNonce, type Manifest } from "./manifest";
import { lookAt } from "./page";

const nonce = "QJvOeEuWovcL948dIwtfCA==";
const hash = "0".repeat(64);
const segments = "$RS=function(a,b){a.b(b)};";
const boundaries = "$RB=[];$RV=function(a){};$RC=function(a,b){};";
const manifest: Manifest = {
  version: 1,
  buildId: "build",
  policy: contentSecurityPolicy(anyNonce, false),
  files: { "chunks/a.js": hash, "chunks/b.js": hash, "chunks/a.css": hash },
  inline: [scriptPolicy, segments, boundaries],
};

const inline = (text: string) => `<script nonce="${nonce}">${text}</script>`;
const push = (data: string) => inline(`self.__next_f.push(${JSON.stringify([1, data]).replaceAll("<", "\\u003c")})`);
const head =
  `<link rel="stylesheet" href="/_next/static/chunks/a.css" nonce="${nonce}"/><link rel="preload" as="script" href="/_next/static/chunks/b.js"/>` +
  `<script src="/_next/static/chunks/a.js" async="" nonce="${nonce}"></script>${inline(scriptPolicy)}`;
const started =
  `<script nonce="${nonce}" id="_R_">(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":["static/chunks/b.js"]});</script>` +
  inline("(self.__next_f=self.__next_f||[]).push([0])");

const look = (body: string, { status = 200, policy = contentSecurityPolicy(nonce, false) }: { status?: number; policy?: string | null } = {}) =>
  lookAt({ url: "https://treasury.example.com/approvals", status, policy, html: `<!DOCTYPE html><head>${head}</head><body>${body}${started}</body>` }, manifest);

describe("a page as it was built", () => {
  it("has no fault, whatever it says and however it is streamed", () => {
    const said = "A payee named &lt;script&gt;, onclick=1 and javascript:void(0)";
    const parts = [`${boundaries}$RC("B:0","S:0")`, '$RC("B:1","S:1")', `${segments}$RS("S:2","P:2")`, `${segments};${boundaries}$RC("B:2","S:2")`];
    const data = ['1:["$","p",null,{"children":"', '<script>alert(1)</script>"}]\n2:["$","script","script-0",{"src":"/_next/static/chunks/b.js","async":true}]\n'];
    const body = `<p title="a > b">${said}</p>${parts.map(inline).join("")}${data.map(push).join("")}`;
    expect(look(body)).toEqual({ faults: [], nonce, inlineScripts: 9 });
  });
});

describe("what is not the build's is named", () => {
  it.each([
    ["a script of another origin", `<script src="https://elsewhere.example/x.js" nonce="${nonce}"></script>`, "the script https://elsewhere.example/x.js is of another origin"],
    ["one without an own scheme", `<SCRIPT/src=//elsewhere.example/x.js nonce=${nonce}></SCRIPT>`, "the script //elsewhere.example/x.js is of another origin"],
    ["a file that was not built", `<script src="/_next/static/chunks/c.js" nonce="${nonce}"></script>`, "the script /_next/static/chunks/c.js is not in the build"],
    ["a script from a route of ours", `<script src="/api/downloads/x" nonce="${nonce}"></script>`, "the script /api/downloads/x is not in the build"],
    ["code in the page", inline("alert(1)"), 'the inline script "alert(1)" is none of the build\'s'],
    ["code behind ours", inline(`${scriptPolicy}alert(1)`), "is none of the build's"],
    ["code behind React's", inline(`${segments}$RS("a","b");alert(1)`), "is none of the build's"],
    ["code as data", inline("self.__next_f.push([1,alert(1)])"), "is none of the build's"],
    ["code as the start", inline('(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"a":alert(1)});'), "is none of the build's"],
    ["a script without the nonce", "<script>self.__next_f.push([0])</script>", "has not the nonce of the policy"],
    ["a script that is not closed", "<script>", "1 more scripts begin than can be read"],
    ["a script in the data", push('9:["$","script",null,{"src":"https://elsewhere.example/x.js"}]'), "the script https://elsewhere.example/x.js is of another origin"],
    ["code in the data", push('9:["$","script","k",{"nonce":"n","dangerouslySetInnerHTML":{"__html":"alert(1)"}}]'), 'the inline script "alert(1)" is none'],
    ["a script of the data that cannot be read", push('9:["$","script",null,"$1"]'), "a script in the page's data cannot be read"],
    ["one in two pieces", `${push('9:["$","scr')}${push('ipt",null,{"src":"https://elsewhere.example/x.js"}]')}`, "is of another origin"],
    ["a chunk that the data names", push('9:I[1,["/_next/static/chunks/c.js"],"X"]'), "the file /_next/static/chunks/c.js is not in the build"],
    ["a style of another origin", '<link rel="stylesheet" href="https://elsewhere.example/x.css">', "the style https://elsewhere.example/x.css is of another origin"],
    ["a script fetched ahead", '<link rel="modulepreload" href="/x.js">', "the script /x.js is not in the build"],
    ["a handler", "<img src=x onerror=alert(1)>", "<img> has the handler onerror"],
    ["an address that is code", '<a href="javascript:alert(1)">a</a>', "<a> has a javascript: address"],
    ["a frame", '<iframe src="/pockets"></iframe>', "there is a <iframe>"],
    ["another base", '<base href="https://elsewhere.example/">', "there is a <base>"],
    ["a redirect in markup", '<meta http-equiv="refresh" content="0">', 'there is a <meta http-equiv="refresh">'],
  ])("%s", (_name, body, fault) => {
    const { faults } = look(body);
    expect(faults.join("\n")).toContain(fault);
  });

  it("a policy that is missing, wider, or has another's nonce", () => {
    expect(look("", { policy: null }).faults).toContain("there is no Content-Security-Policy");
    const wider = contentSecurityPolicy(nonce, false).replace("'strict-dynamic'", "'strict-dynamic' https://elsewhere.example");
    expect(look("", { policy: wider }).faults).toEqual([
      `the Content-Security-Policy is another: it has script-src 'self' 'nonce-NONCE' 'strict-dynamic' https://elsewhere.example` +
        ` and lacks script-src 'self' 'nonce-NONCE' 'strict-dynamic'`,
    ]);
    const fewer = contentSecurityPolicy(nonce, false).replace("; trusted-types default", "");
    expect(look("", { policy: fewer }).faults[0]).toContain("it has nothing and lacks trusted-types default");
    const others = contentSecurityPolicy(Buffer.alloc(16).toString("base64"), false);
    expect(look("", { policy: others }).faults).toContain('the script /_next/static/chunks/a.js has not the nonce of the policy');
  });

  it("an answer that is no page", () => expect(look("", { status: 503 }).faults).toEqual(["answered 503"]));
});
