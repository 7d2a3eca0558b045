import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { startProduct } from "../scripts/product";
import { findLeaks, recordTraffic, secretsOf, whatIsHeld, type Trace } from "./support/leaks";
import { sessionCookie, sessionRow, sessionToken } from "./support/sessions";
import { passPortal } from "./support/sign-in";
import { stack } from "./support/stack";
import { appUrl, expect, members, settled, test } from "./support/test";

const navigation = (page: Page) => page.getByRole("navigation", { name: "Desk" }).first();

/**
 * Asks the product as a program that holds a person's cookie, and may say anything about where it comes from. The person's
 * page is left, so that whatever the bank hears of from then on was asked here.
 */
async function asker(page: Page) {
  const cookie = `${sessionCookie}=${await sessionToken(page.context())}`;
  await settled(page);
  await page.goto("about:blank");
  return (path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
    fetch(`${appUrl()}${path}`, { redirect: "manual", ...options, headers: { cookie, ...options.headers } });
}

/** The pages of the desk, as its own navigation lists them. */
async function places(page: Page): Promise<string[]> {
  const links = navigation(page).getByRole("link");
  await links.first().waitFor();
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
}

test.describe("no token is ever in a browser", () => {
  for (const mode of ["query", "form_post"] as const) {
    test(`through a whole morning, with ${mode}`, async ({ stranger, bank, faults }) => {
      test.setTimeout(120_000);
      const port = stack().ports[1]!;
      const env = { ...stack().env, APP_URL: `http://localhost:${port}`, LOG_LEVEL: "warn", JIKO_RESPONSE_MODE: mode };
      const product = mode === "query" ? null : await startProduct({ port, env });
      try {
        const base = product?.url ?? appUrl();
        const page = await stranger();
        const traffic = recordTraffic(page.context());
        const held: Trace[] = [];
        const look = async () => held.push(...(await whatIsHeld(page)));
        await page.goto(`${base}/statements`);
        await look();
        await page.getByRole("button", { name: "Sign in with Jiko" }).click();
        await passPortal(page, members.adminOne);
        await navigation(page).waitFor();
        const session = (await sessionRow(page.context()))!;

        // The download, and once more read by the page, because a browser keeps the body of a download to itself.
        const link = page.getByRole("link", { name: /PDF|statement/i }).and(page.locator("[href*='/api/downloads/']")).first();
        const href = (await link.getAttribute("href"))!;
        const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
        expect(download.suggestedFilename()).toMatch(/\.pdf$/);
        const file = await page.evaluate(async (url) => (await fetch(url)).headers.get("content-type"), href);
        expect(file).toBe("application/pdf");
        await look();

        for (const place of await places(page)) {
          await page.goto(`${base}${place}`);
          await navigation(page).waitFor();
          await look();
        }
        // One of each thing: a pocket, a transaction, a request that waits.
        for (const [list, details] of [
          ["/pockets", "/pockets/"],
          ["/transactions", "/transactions/"],
          ["/approvals", "/approvals/"],
        ] as const) {
          await page.goto(`${base}${list}`);
          const first = page.locator(`main a[href^='${details}']`).first();
          await first.waitFor();
          await first.click();
          await page.waitForURL(`**${details}*`);
          await page.getByRole("heading", { level: 1 }).waitFor();
          await look();
        }
        // A renewed token, a refusal and a fault pass through as well.
        await bank.expireTokens("admin.one");
        await page.goto(`${base}/pockets`);
        await bank.fault({ operation: "pockets.list", kind: "html-error", times: 1 });
        await page.evaluate(async () => {
          for (const path of ["/api/jiko/v2/pockets?limit=100", "/api/jiko/v2/nothing", "/api/jiko/v2/pockets?colour=red", "/api/auth/session"]) await (await fetch(path)).text();
        });
        await look();
        await page.getByRole("button", { name: /Admin One/ }).click();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.waitForURL("**/signed-out");
        await look();

        const { traces, unread } = await traffic.traces();
        const issued = await bank.tokens();
        const own = issued.filter(({ kind }) => kind === "refresh_token").length;
        expect(own, "sign-in and renewal brought tokens to look for").toBeGreaterThan(1);
        expect(traces.filter(({ where }) => where.startsWith("body of")).length).toBeGreaterThan(30);
        expect(traces.some(({ where }) => /body of .*\.js$/.test(where))).toBe(true);
        expect(traces.some(({ where }) => /body of .*\/api\/jiko\//.test(where))).toBe(true);
        // Cancelled prefetches and the download have no body to read; whatever else is unread would be a gap.
        expect(unread).toBeLessThan(traces.length / 4);
        const secrets = secretsOf(issued, { "session row": session.id });
        const everything = [...traces, ...held];
        expect(findLeaks(everything, secrets)).toEqual([]);

        // The search finds what it looks for: in what the browser holds, in what it sends, in what it is sent, in other shapes.
        const token = issued.findLast(({ kind }) => kind === "access_token")!.value;
        await page.evaluate(async (planted) => {
          localStorage.setItem("planted", btoa(`.${planted}.`));
          document.body.dataset.planted = planted;
          // Read to its end: an answer that nobody reads has no body to record.
          await (await fetch(`/api/health/live?planted=${planted}`)).text();
        }, token);
        await page.context().addCookies([{ name: "planted", value: token, url: base }]);
        const after = await traffic.traces();
        const planted = findLeaks([...after.traces, ...(await whatIsHeld(page))], secrets);
        for (const where of ["localStorage", "document of", "address of a request", "cookie planted"]) {
          expect(planted.some((leak) => leak.startsWith("access_token") && leak.includes(where)), where).toBe(true);
        }
        expect(planted.join("\n")).not.toContain(token);
        expect(faults.splice(0)).toEqual([]);
      } finally {
        await product?.stop();
      }
    });
  }
});

test.describe("the policy of pages", () => {
  test("every page has the strict policy, with a nonce of its own, and no handler in its markup", async ({ as }) => {
    const page = await as("adminOne");
    const all = await places(page);
    const ask = await asker(page);
    const seen = new Set<string>();
    for (const path of [...all, "/sign-in", "/signed-out", "/nothing-here", "/pockets/nothing", "/apix"]) {
      const answer = await ask(path);
      const html = await answer.text();
      if (all.includes(path)) expect([path, answer.status]).toEqual([path, 200]);
      const policy = Object.fromEntries(
        answer.headers.get("content-security-policy")!.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]),
      );
      const nonce = /'nonce-([^']+)'/.exec(policy["script-src"]!)![1]!;
      expect(Buffer.from(nonce, "base64").length, path).toBe(16);
      expect(seen.has(nonce), path).toBe(false);
      seen.add(nonce);
      expect(policy).toEqual({
        "default-src": "'none'",
        "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'`,
        "style-src-elem": `'self' 'nonce-${nonce}'`,
        "style-src-attr": "'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "default",
      });
      const scripts = html.match(/<script\b[^>]*>/g)!;
      expect(scripts.length, path).toBeGreaterThan(1);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
      const markup = html.replace(/<script\b[\s\S]*?<\/script>/g, "");
      expect(markup.match(/<[^>]+\son[a-z]+\s*=/gi), path).toBeNull();
      expect(markup).not.toMatch(/javascript:/i);
      expect(answer.headers.get("cache-control"), path).toContain("no-store");
    }
  });

  test("the browser enforces it: no script of a stranger, no text as script", async ({ browser }) => {
    const context = await browser.newContext({ baseURL: appUrl() });
    try {
      const page = await context.newPage();
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "Sign in with Jiko" }).waitFor();
      const refused = await page.evaluate(async () => {
        type Window = { owned?: number; trustedTypes: { createPolicy(name: string, rules: object): void } };
        const world = window as unknown as Window;
        const outcome = (work: () => void) => {
          try {
            work();
            return "done";
          } catch (fault) {
            return (fault as Error).name;
          }
        };
        // Later, because what a test runs is excused from the page's policy until it returns.
        await new Promise((resolve) => setTimeout(resolve));
        const result = {
          html: outcome(() => (document.createElement("div").innerHTML = "<img src=x onerror='window.owned=1'>")),
          text: outcome(() => (document.createElement("script").text = "window.owned=1")),
          address: outcome(() => (document.createElement("script").src = "https://evil.example/x.js")),
          own: outcome(() => (document.createElement("script").src = "/_next/static/x.js")),
          eval: outcome(() => (0, eval)("window.owned=1")),
          policy: outcome(() => world.trustedTypes.createPolicy("mine", {})),
          abroad: await fetch("https://evil.example/").then(
            () => "done",
            () => "refused",
          ),
          owned: world.owned ?? null,
        };
        return result;
      });
      expect(refused).toEqual({
        html: "TypeError",
        text: "TypeError",
        address: "TypeError",
        own: "done",
        eval: "EvalError",
        policy: "TypeError",
        abroad: "refused",
        owned: null,
      });
    } finally {
      await context.close();
    }
  });

  test("going through the navigation never loads a page anew and breaks no rule", async ({ as }) => {
    const page = await as("adminOne");
    const hrefs = await places(page);
    expect(hrefs).toEqual(expect.arrayContaining(["/", "/pockets", "/transactions", "/approvals", "/statements"]));
    await page.evaluate(() => ((window as unknown as { kept: number }).kept = 42));
    const kept = () => page.evaluate(() => (window as unknown as { kept?: number }).kept);
    for (const href of [...hrefs.slice(1), "/"]) {
      await navigation(page).locator(`a[href='${href}']`).click();
      await page.waitForURL((url) => (href === "/" ? url.pathname === "/" : url.pathname.startsWith(href)));
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      expect([href, await kept()]).toEqual([href, 42]);
    }
    // The overview loads its charts when somebody comes near them; back and forward stay in the page too.
    await page.getByRole("heading", { name: "How it came to be" }).scrollIntoViewIfNeeded();
    await page.getByRole("img", { name: /^Line of the balance/ }).waitFor();
    await page.goBack();
    await expect(page).toHaveURL((url) => url.pathname !== "/");
    expect(await kept()).toBe(42);
  });

  test("no page of the desk can be framed", async ({ browser }) => {
    const other = createServer((_, response) => void response.writeHead(200, { "content-type": "text/html" }).end("<p>Another site</p>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const site = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(site);
      for (const [address, shown] of [
        [`${site}framed`, `${site}framed`],
        ...["/", "/sign-in", "/api/session", "/api/health/live"].map((path) => [appUrl() + path, /^chrome-error:/] as const),
      ] as const) {
        await page.evaluate((src) => {
          const frame = document.createElement("iframe");
          frame.src = src;
          document.body.replaceChildren(frame);
        }, address);
        await expect.poll(() => page.frames().at(-1)!.url()).toMatch(shown);
      }
    } finally {
      await context.close();
      other.closeAllConnections();
      other.close();
    }
  });
});

test.describe("headers", () => {
  test("pages, routes and files carry the same protections, and nobody else's origin is let in", async ({ as }) => {
    const page = await as("adminOne");
    const script = await page.locator("script[src^='/_next/static/']").first().getAttribute("src");
    const ask = await asker(page);
    for (const path of ["/", "/sign-in", "/nothing-here", "/api/session", "/api/jiko/v2/pockets?limit=1", "/api/nothing", "/api/auth/session", script!, "/icon.svg"]) {
      const answer = await ask(path, { headers: { origin: "https://evil.example", "sec-fetch-site": "none" } });
      const headers = Object.fromEntries(answer.headers);
      expect({ path, ...headers }).toMatchObject({
        path,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=()"),
      });
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control-")), path).toEqual([]);
      expect(headers["x-powered-by"], path).toBeUndefined();
      // Over plain http the browser must not be told to insist on TLS; behind a proxy with TLS it is.
      expect(headers["strict-transport-security"], path).toBeUndefined();
      if (path.startsWith("/api/")) {
        expect(headers["cache-control"], path).toContain("no-store");
        expect(headers["content-security-policy"], path).toContain("default-src 'none'");
        expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
      }
    }
    const behindTls = await ask("/sign-in", { headers: { "x-forwarded-proto": "https" } });
    expect(behindTls.headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
  });

  test("a page of another site can neither read nor command", async ({ as, bank }) => {
    const page = await as("adminOne");
    const ask = await asker(page);
    await bank.clearCalls();
    for (const site of ["cross-site", "same-site"]) {
      for (const path of ["/api/session", "/api/jiko/v2/pockets", "/api/drafts?kind=transfer"]) {
        const answer = await ask(path, { headers: { "sec-fetch-site": site, origin: "https://evil.example" } });
        expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([path, 403, "cross_site"]);
      }
    }
    const command = { "countersign-command": "1", "content-type": "application/json", origin: appUrl(), "sec-fetch-site": "same-origin" };
    const without = (name: keyof typeof command, value?: string) => ({ ...command, [name]: value ?? "" });
    for (const headers of [
      without("countersign-command"),
      without("origin", "https://evil.example"),
      without("origin", stack().portalUrl),
      without("sec-fetch-site", "cross-site"),
      without("sec-fetch-site", "same-site"),
      { "countersign-command": "1", "content-type": "application/json" },
    ]) {
      for (const path of ["/api/session/sign-out", "/api/session/activity", "/api/commands/transfer.approve", "/api/drafts", "/api/auth/signin/jiko"]) {
        const answer = await ask(path, { method: "POST", headers, body: "{}" });
        expect([path, headers, answer.status]).toEqual([path, headers, 403]);
      }
    }
    expect((await ask("/api/session")).status).toBe(200);
    const preflight = await ask("/api/session/sign-out", {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST", "access-control-request-headers": "countersign-command" },
    });
    expect([...preflight.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect((await bank.calls()).filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

test.describe("what may be read", () => {
  test("everything outside the list is refused before Jiko hears of it", async ({ as, bank }) => {
    // A page that asks Jiko for nothing later.
    const page = await as("adminOne", { at: "/about" });
    await settled(page);
    const ask = await asker(page);
    const id = randomUUID();
    await bank.clearCalls();
    const cases: [path: string, status: number, code: string][] = [
      ["/api/nothing", 404, "not_found"],
      ["/api/jiko/v2/nothing", 404, "not_found"],
      ["/api/jiko/v9/pockets", 404, "not_found"],
      ["/api/jiko/api/v2/pockets", 404, "not_found"],
      [`/api/jiko/v1/transfer-requests/${id}/approve`, 404, "not_found"],
      ["/api/jiko/oauth2/token", 404, "not_found"],
      ["/api/jiko/v2/pockets/..%2f..%2fv1%2fteam", 404, "not_found"],
      ["/api/jiko/v2/pockets/a.b", 404, "not_found"],
      [`/api/jiko/v2/pockets/${"x".repeat(65)}`, 404, "not_found"],
      [`/api/jiko/v2/pockets/${id}%00`, 404, "not_found"],
      ["/api/jiko/v2/pockets?colour=red", 400, "invalid_input"],
      ["/api/jiko/v2/pockets?limit=0", 400, "invalid_input"],
      ["/api/jiko/v2/pockets?limit=10&limit=20", 400, "invalid_input"],
      ["/api/approvals/..%2f..%2fsession", 404, "not_found"],
      ["/api/commands/outcomes/not-an-id", 404, "not_found"],
      ["/api/auth/session", 404, "not_found"],
      ["/api/auth/csrf", 404, "not_found"],
      ["/api/auth/providers", 404, "not_found"],
      ["/api/auth/signin", 404, "not_found"],
      ["/api/auth/callback/other", 404, "not_found"],
    ];
    for (const [path, status, code] of cases) {
      const answer = await ask(path);
      const body = (await answer.json().catch(() => ({ code: "not JSON" }))) as { code: string };
      expect.soft([path, answer.status, body.code]).toEqual([path, status, code]);
    }
    const command = { "countersign-command": "1", "content-type": "application/json", origin: appUrl() };
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      for (const path of ["/api/jiko/v2/pockets", `/api/jiko/v1/transfer-requests/${id}/approve`, "/api/nothing"]) {
        const answer = await ask(path, { method, headers: command, body: "{}" });
        expect.soft([method, path, answer.status === 404 || answer.status === 405]).toEqual([method, path, true]);
      }
    }
    expect(await bank.calls()).toEqual([]);
  });

  test("nobody in particular may read nothing but whether the desk is alive", async ({ bank }) => {
    await bank.clearCalls();
    const id = randomUUID();
    const closed = ["/api/session", "/api/jiko/v2/pockets", "/api/jiko/v2/nothing", "/api/drafts?kind=transfer", `/api/drafts/${id}`, `/api/approvals/${id}`];
    closed.push(`/api/commands/outcomes/${id}`, `/api/downloads/statements/${id}?account=${id}&type=BANK&key=2026-06`);
    for (const path of closed) {
      const answer = await fetch(`${appUrl()}${path}`);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(await answer.json()).toMatchObject({ code: "unauthenticated", message: expect.any(String), reference: expect.any(String) });
      const forged = await fetch(`${appUrl()}${path}`, { headers: { cookie: `${sessionCookie}=${"A".repeat(43)}` } });
      expect([path, forged.status]).toEqual([path, 401]);
    }
    expect((await fetch(`${appUrl()}/api/health/live`)).status).toBe(200);
    expect(await bank.calls()).toEqual([]);
    const pageAnswer = await fetch(`${appUrl()}/pockets`, { redirect: "manual", headers: { cookie: `${sessionCookie}=${"A".repeat(43)}` } });
    expect(pageAnswer.status).toBe(307);
    expect(pageAnswer.headers.get("location")).toContain("/sign-in?from=%2Fpockets&reason=ended");
  });
});
