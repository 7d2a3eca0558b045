import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { clickUntil } from "../e2e/support/click-until";
import { ownMegabytes, residentMegabytes } from "./memory";

/** What bench/instruments.js lends to a page. */
declare const bench: {
  firstRows: Promise<number>;
  watchFilter(): void;
  filtered(): Promise<number>;
  scroll(frames: number, pixels: number): Promise<number[]>;
  jump(share: number): Promise<{ times: number[]; took: number }>;
};

export const instruments = path.join(import.meta.dirname, "instruments.js");

/** Opens a list and tells how long it took to its first rows. */
export async function firstRows(page: Page, url: string): Promise<number> {
  await page.goto(url);
  return page.evaluate(() => bench.firstRows);
}

/** Waits until the page is alive and has its totals as well. */
export const settled = (page: Page) => page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));

/** Chooses a filter as people do, and tells how long it took from the button to its rows. */
export async function filter(page: Page, choose: (page: Page) => Promise<void>): Promise<number> {
  await settled(page);
  await choose(page);
  await page.evaluate(() => bench.watchFilter());
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  return page.evaluate(() => bench.filtered());
}

export const words = (page: Page) => page.getByRole("searchbox").fill("payroll");

/** Adds a filter and ticks one of its choices. */
export const tick = (name: string, choice: string) => async (page: Page) => {
  const added = page.getByRole("button", { name, exact: true });
  await clickUntil(page.getByRole("button", { name: "Add a filter" }), added);
  await added.click();
  await page.getByRole("group", { name, exact: true }).getByRole("checkbox", { name: choice, exact: true }).check();
};

/** Frames of some scrolling: how many, how many of them came late, the longest in ms, and until rows were there, in ms. */
export interface Scrolling {
  frames: number;
  late: number;
  longest: number;
  took: number;
}

const told = ({ times, took }: { times: number[]; took: number }): Scrolling => ({
  frames: times.length, late: times.filter((time) => time > lateMs).length, longest: Math.max(...times), took,
});

/** A sixtieth of a second, and what clocks of browsers are off by. */
const lateMs = 17;

export const scroll = async (page: Page, frames: number, pixels: number): Promise<Scrolling> =>
  told({ times: await page.evaluate(([count, by]) => bench.scroll(count!, by!), [frames, pixels]), took: 0 });

/** How long the page's own thread works while something is done, in ms: what else the machine does makes it no longer. */
export async function worked(page: Page, doing: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const tasks = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")!.value;
  const before = await tasks();
  await doing();
  const after = await tasks();
  await session.detach();
  return (after - before) * 1000;
}

export const jump = async (page: Page, share: number): Promise<Scrolling> => told(await page.evaluate((to) => bench.jump(to), share));

/** Memory of a tab in megabytes: what its scripts hold, what its process has made itself, and all that is resident of it. */
export async function tabMemory(browser: Browser, page: Page): Promise<{ heap: number; own: number; resident: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
  // Others are spare ones that wait for a next site: small, and never scrolled.
  const [pid] = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id).sort((a, b) => ownMegabytes(b) - ownMegabytes(a));
  return { heap: metrics.find(({ name }) => name === "JSHeapUsedSize")!.value / 2 ** 20, own: ownMegabytes(pid!), resident: residentMegabytes(pid!) };
}
