import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig, type Config, type Result } from "lighthouse";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";
import { signedIn } from "./signed-in";
import { table } from "./table";

/**
 * Prints what Lighthouse says of the pages that people open most, signed in, as the median of five runs on each preset. Names of
 * pages and a number of runs change that: `overview 3`. Needs a build (`npm run build`) and a machine that does nothing else.
 */
const paths = { overview: "/", approvals: "/approvals", transactions: "/transactions", statements: "/statements" };
const categories = ["performance", "accessibility", "best-practices"];
const presets: { preset: string; config?: Config; aims: number[] }[] = [
  { preset: "desktop", config: desktopConfig, aims: [95, 100, 100, 1] },
  { preset: "mobile", aims: [90, 100, 100, 2.5] },
];
const audit = ({ audits }: Result, id: string) => audits[id]?.numericValue ?? Infinity;
const columns: [head: string, figure: (result: Result) => number, digits: number][] = [
  ...categories.map((name): (typeof columns)[number] => [name, (result) => (result.categories[name]?.score ?? 0) * 100, 0]),
  ["largest paint, s", (result) => audit(result, "largest-contentful-paint") / 1000, 2],
  ["blocked, ms", (result) => audit(result, "total-blocking-time"), 0],
  ["shift", (result) => audit(result, "cumulative-layout-shift"), 3],
];
const median = (figures: number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]!;

const words = process.argv.slice(2);
const runs = Number(words.find((word) => /^\d+$/.test(word)) ?? 5);
const named = words.filter((word) => !/^\d+$/.test(word));
const stranger = named.find((name) => !(name in paths));
if (stranger) throw new Error(`There is no page "${stranger}" here, only ${Object.keys(paths).join(", ")}.`);

const port = await freePort();
const stack = await startStack({ appPorts: [port], sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" } });
try {
  // Nobody moves a mouse for as long as this takes.
  const { url } = await stack.product({ port, env: { LOG_LEVEL: "warn", SESSION_IDLE_SECONDS: String(8 * 60 * 60) } });
  const executablePath = await findBrowser();
  const person = await signedIn(url, executablePath, "admin.one@example.com");
  await person.browser.close();
  const debugging = await freePort();
  const browser = await chromium.launch({ executablePath, args: [`--remote-debugging-port=${debugging}`, "--disable-background-networking"] });
  // Lighthouse opens its tabs outside of the contexts that Playwright makes, so the session must be there too. Before each run it
  // clears what the browser keeps of the page, but no cookies.
  await (await browser.newBrowserCDPSession()).send("Storage.setCookies", { cookies: person.state.cookies });

  const look = async (path: string, config: Config | undefined, again = 3): Promise<Result> => {
    // The stream of live updates never ends. That holds nothing up: a page counts as loaded with two requests still under way.
    const result = (await lighthouse(url + path, { port: debugging, logLevel: "error", onlyCategories: categories }, config))?.lhr;
    // Now and then Lighthouse misses the beginning of its own recording, and asks to be run again.
    if (result?.runtimeError?.code === "NO_NAVSTART" && again > 0) return look(path, config, again - 1);
    if (!result || result.runtimeError) throw new Error(`${path} could not be measured: ${result?.runtimeError?.message}`);
    if (new URL(result.finalDisplayedUrl).pathname !== path) throw new Error(`${path} led to ${result.finalDisplayedUrl}`);
    return result;
  };

  const rows: string[][] = [];
  for (const [page, path] of Object.entries(paths).filter(([name]) => named.length === 0 || named.includes(name))) {
    // The first fills pools and compiles; it is not counted.
    await look(path, desktopConfig);
    for (const { preset, config, aims } of presets) {
      const results: Result[] = [];
      for (let run = 0; run < runs; run++) results.push(await look(path, config));
      const cells = columns.map(([, figure, digits], i) => {
        const aim = aims[i] === undefined ? "" : ` (${aims[i]})`;
        return median(results.map(figure)).toFixed(digits) + aim;
      });
      rows.push([`${page}, ${preset}`, ...cells]);
    }
  }
  await browser.close();
  table(`Pages in Lighthouse, signed in, median of ${runs} (aim)`, [["page", ...columns.map(([head]) => head)], ...rows]);
} finally {
  await stack.stop();
}
