import { sha256, type Manifest } from "./manifest";
import { lookAt, type Page } from "./page";

export interface Asked {
  /** Origin of the server. */
  url: string;
  manifest: Manifest;
  /** A `Cookie` header, to look at what lies behind the sign-in too. It goes to that origin alone. */
  cookie: string | null;
}

export interface Report {
  /** What differs: where, and how. */
  faults: { where: string; what: string }[];
  files: number;
  pages: string[];
  inlineScripts: number;
}

const openPages = ["/sign-in", "/signed-out"];
const atOnce = 8;

/** Fetches every file of the build and the pages of a server, and compares them. Throws where the server does not answer at all. */
export async function check({ url, manifest, cookie }: Asked): Promise<Report> {
  const report: Report = { faults: [], files: 0, pages: [], inlineScripts: 0 };
  const nonces = new Set<string>();
  const take = (page: Page, where: string) => {
    const { faults, nonce, inlineScripts } = lookAt(page, manifest);
    report.faults.push(...faults.map((what) => ({ where, what })));
    if (nonce !== null && nonces.has(nonce)) report.faults.push({ where, what: "the nonce is one that another page had" });
    if (nonce !== null) nonces.add(nonce);
    report.inlineScripts += inlineScripts;
    report.pages.push(where);
  };
  // Each twice: a nonce that comes again is no nonce.
  for (const path of [...openPages, ...openPages]) take(await pageAt(url, path, null), path);
  if (cookie) {
    const first = await pageAt(url, "/", cookie);
    if (first.status !== 200) report.faults.push({ where: "/", what: `answered ${first.status}: the session of the cookie is over` });
    else {
      take(first, "/");
      for (const path of placesIn(first.html)) take(await pageAt(url, path, cookie), path);
    }
  }
  const names = Object.keys(manifest.files);
  const lane = async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const what = await differenceOf(url, name, manifest.files[name]!);
      report.files += 1;
      if (what) report.faults.push({ where: `/_next/static/${name}`, what });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return report;
}

const ask = (url: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, url), { headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(30_000) });

async function pageAt(url: string, path: string, cookie: string | null): Promise<Page> {
  const answer = await ask(url, path, { accept: "text/html", ...(cookie ? { cookie } : {}) });
  const policy = answer.headers.get("content-security-policy");
  return { url: new URL(path, url).href, status: answer.status, policy, html: await answer.text() };
}

/** The places that the desk's navigation leads to: pages without an id in their address. */
const placesIn = (html: string): string[] => [...new Set([...html.matchAll(/ href="(\/[a-z-]+)"/g)].map(([, path]) => path!))];

/** How a served file differs from the build's; null where it is the same. */
async function differenceOf(url: string, name: string, expected: string): Promise<string | null> {
  const answer = await ask(url, `/_next/static/${name}`);
  if (answer.status !== 200) return answer.body?.cancel().then(() => `answered ${answer.status}`) ?? `answered ${answer.status}`;
  const got = sha256(new Uint8Array(await answer.arrayBuffer()));
  return got === expected ? null : `is not what was built: SHA-256 ${got}, the build has ${expected}`;
}
