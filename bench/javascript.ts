import type { Page } from "@playwright/test";
import type { Person } from "./signed-in";

interface Cost {
  page: string;
  /** Bytes over the wire of the scripts that the document names. */
  first: number;
  /** Bytes of the scripts that those fetched afterwards: what is loaded after the numbers stand. */
  later: number;
}

const operating = "2efef45d-fd45-4101-b3fb-f90d99c2c7c7";
const pages: Record<string, string> = {
  empty: "/empty",
  overview: "/",
  pockets: "/pockets",
  pocket: `/pockets/${operating}`,
  transactions: "/transactions",
  statements: "/statements",
  approvals: "/approvals",
  "new transfer": "/transfers/new",
  trades: "/trades",
  payees: "/counterparties",
  wires: "/wires",
  reports: "/reports",
  reconciliation: "/reconciliation",
  portals: "/portals",
  team: "/team",
  company: "/company",
  applications: "/applications",
  webhooks: "/webhooks",
  notifications: "/notifications",
  account: "/account",
  about: "/about",
};

/** Each page in a browser with an empty cache. */
export async function measureJavaScript({ browser, url, state }: Person): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const [page, path] of Object.entries(pages)) {
    const context = await browser.newContext({ storageState: state });
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send("Network.enable");
    const scripts = new Map<string, { url: string; bytes: number }>();
    devtools.on("Network.responseReceived", ({ requestId, type, response }) => {
      if (type === "Script") scripts.set(requestId, { url: response.url, bytes: 0 });
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const script = scripts.get(requestId);
      if (script) script.bytes = encodedDataLength;
    });
    const answer = await tab.goto(url + path);
    if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}`);
    const document = await answer.text();
    await quiet(tab);
    const named = (script: { url: string }) => document.includes(new URL(script.url).pathname);
    const total = (wanted: boolean) => [...scripts.values()].filter((script) => named(script) === wanted).reduce((sum, { bytes }) => sum + bytes, 0);
    costs.push({ page, first: total(true), later: total(false) });
    await context.close();
  }
  return costs;
}

/** Until no script has come for a while. The network itself never rests: the stream of live updates stays open. */
async function quiet(tab: Page): Promise<void> {
  let last = performance.now();
  tab.on("response", (answer) => void (answer.request().resourceType() === "script" && (last = performance.now())));
  while (performance.now() - last < 1_500) await tab.waitForTimeout(100);
}
