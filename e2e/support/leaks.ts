import { readFileSync } from "node:fs";
import type { BrowserContext, Page, Request, Response } from "@playwright/test";
import type { IssuedToken } from "../../sandbox/portal/types";
import { stack } from "./stack";

/** Something that was in the browser: where it stood, and its text. */
export interface Trace {
  where: string;
  text: string;
  /** The one place where a code may stand: Jiko's answer on its way to us, which nobody can use twice. */
  carriesCode: boolean;
}

export interface Secret {
  name: string;
  value: string;
  isCode: boolean;
}

const isCallback = (url: string) => new URL(url).pathname === "/api/auth/callback/jiko";
const isPortal = (url: string) => url.startsWith(stack().portalUrl);
const lines = (headers: { name: string; value: string }[]) => headers.map(({ name, value }) => `${name}: ${value}`).join("\n");

/** Writes down everything that passes between a browser and anybody, from now on. Call `traces` at the end. */
export function recordTraffic(context: BrowserContext) {
  const found: Trace[] = [];
  const under: Promise<unknown>[] = [];
  let failed = 0;
  const note = (where: string, text: string, carriesCode: boolean) => void (text && found.push({ where, text, carriesCode }));

  const request = async (one: Request) => {
    const allowed = isCallback(one.url()) || isPortal(one.url());
    note(`address of a request`, one.url(), allowed);
    note(`body sent to ${one.url()}`, one.postData() ?? "", allowed);
    note(`headers sent to ${one.url()}`, lines(await one.headersArray().catch(() => [])), allowed);
  };
  const response = async (one: Response) => {
    // Jiko's own page holds the code, in an address to go to or in a form to post.
    const allowed = isPortal(one.url());
    note(`headers of ${one.url()}`, lines(await one.headersArray().catch(() => [])), allowed);
    if (one.status() >= 300 && one.status() < 400) return;
    const body = await one.body().catch(() => null);
    if (body) note(`body of ${one.url()}`, body.toString("utf8"), allowed);
    else failed += 1;
  };
  context.on("request", (one) => under.push(request(one)));
  context.on("response", (one) => under.push(response(one)));
  context.on("console", (message) => note("console", message.text(), false));

  return {
    /** Everything that was seen so far, and how many bodies the browser no longer had. */
    async traces(): Promise<{ traces: Trace[]; unread: number }> {
      for (let done = 0; done < under.length; ) {
        const batch = under.slice(done);
        await Promise.all(batch);
        done += batch.length;
      }
      return { traces: found, unread: failed };
    },
  };
}

/** Everything that a page and its browser hold at this moment: document, storages, caches, cookies, addresses. */
export async function whatIsHeld(page: Page): Promise<Trace[]> {
  const held = await page.evaluate(async () => {
    const seen: Record<string, string> = {
      document: document.documentElement.outerHTML,
      "document.cookie": document.cookie,
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      "history.state": JSON.stringify(history.state),
      "window.name": window.name,
      addresses: performance.getEntries().map(({ name }) => name).join("\n"),
      "data from the server": JSON.stringify((window as unknown as { __next_f?: unknown }).__next_f ?? null),
    };
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) seen[`cache ${name} ${request.url}`] = await (await cache.match(request))!.text();
    }
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name!);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(new Error(`The database ${name} could not be opened`));
      });
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => (rows.onsuccess = resolve));
        seen[`IndexedDB ${name} ${store}`] = JSON.stringify(rows.result);
      }
      database.close();
    }
    return seen;
  });
  const cookies = (await page.context().cookies()).filter(({ domain }) => domain === "localhost");
  return [
    ...Object.entries(held).map(([where, text]) => ({ where: `${where} of ${page.url()}`, text, carriesCode: false })),
    ...cookies.map(({ name, value }) => ({ where: `cookie ${name}`, text: value, carriesCode: false })),
  ];
}

/** What must never be in a browser: what the portal issued, and what the product is set up with. */
export function secretsOf(issued: readonly IssuedToken[], more: Record<string, string>): Secret[] {
  const { env, apiUrl } = stack();
  const key = readFileSync(env.JIKO_CLIENT_KEY_FILE!, "utf8");
  const own = {
    ...more,
    "session secret": env.SESSION_SECRET!,
    "vault key": env.VAULT_KEYS!.split(":")[1]!,
    "database address": new URL(env.DATABASE_URL!).host,
    "database password": new URL(env.DATABASE_URL!).password,
    "any private key": "PRIVATE KEY",
    "private key": key.split("\n")[3]!,
    "path of the private key": env.JIKO_CLIENT_KEY_FILE!,
    // Browsers never learn the address of Jiko's API, nor where its files lie.
    "address of the API": new URL(apiUrl).host,
    "download link": "/files/statements/",
  };
  return [
    ...issued.map(({ kind, value }) => ({ name: kind, value, isCode: kind === "code" })),
    ...Object.entries(own).map(([name, value]) => ({ name, value, isCode: false })),
  ];
}

/** The ways in which a value may stand in a text: as it is, in an address, in base64, in JSON in JSON. */
function shapes(value: string): string[] {
  const encoded = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
  // Base64 without its edges, which depend on what stands around the value: at every offset.
  const base64 = [0, 1, 2].map((offset) => Buffer.from("x".repeat(offset) + value).toString("base64").slice(offset === 0 ? 0 : 4, -4));
  return [...new Set([...encoded, ...base64.filter((text) => text.length >= 12)])];
}

/** How many characters of a value are looked up at once; every value is longer. */
const width = 8;

/** Where secrets stand that must not: `name` and place, never the value. */
export function findLeaks(traces: readonly Trace[], secrets: readonly Secret[]): string[] {
  // A run issues hundreds of tokens and a browser is sent megabytes: each text is walked once, whatever is looked for.
  const byStart = new Map<string, { shape: string; secret: Secret }[]>();
  for (const secret of secrets) {
    for (const shape of shapes(secret.value)) {
      const start = shape.slice(0, width);
      if (start.length < width) throw new Error(`${secret.name} is too short to look for`);
      byStart.set(start, [...(byStart.get(start) ?? []), { shape, secret }]);
    }
  }
  const found = new Map<string, Set<Secret>>();
  for (const text of new Set(traces.map((trace) => trace.text))) {
    const here = new Set<Secret>();
    for (let at = 0; at + width <= text.length; at++) {
      for (const { shape, secret } of byStart.get(text.slice(at, at + width)) ?? []) if (text.startsWith(shape, at)) here.add(secret);
    }
    if (here.size > 0) found.set(text, here);
  }
  const leaks = traces.flatMap(({ where, text, carriesCode }) =>
    [...(found.get(text) ?? [])]
      .filter(({ isCode }) => !(isCode && carriesCode))
      .map(({ name, value }) => `${name} in ${where.replaceAll(value, "…")}`),
  );
  return [...new Set(leaks)];
}
