import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Browser, type Page } from "@playwright/test";
import { signIn } from "../e2e/support/sign-in";
import type { MirrorState } from "../lib/desk/mirror/types";
import { findBrowser } from "../scripts/browser.mjs";
import { freePort } from "../scripts/free-port";
import { startStack } from "../scripts/stack";

/**
 * Takes the pictures of docs/cash.md and of the README anew, from the production build (`npm run build` first) and the sandbox
 * company at a fixed moment. `transactions planner` takes those alone.
 */
const folder = path.join(import.meta.dirname, "../docs/images");
const pictures: Record<string, { at: string; part?: string }> = {
  overview: { at: "/" },
  ladder: { at: "/", part: "Maturity ladder" },
  forecast: { at: "/forecast" },
  planner: { at: "/planner?pocket=2efef45d-fd45-4101-b3fb-f90d99c2c7c7&amount=250,000.00&day=2026-07-20" },
  transactions: { at: "/transactions?type=WIRE,ACH&sort=-amount" },
};
const looks = [
  { suffix: "", width: 1280, height: 1000, colorScheme: "light" },
  { suffix: "-dark", width: 1280, height: 1000, colorScheme: "dark" },
  { suffix: "-360", width: 360, height: 780, colorScheme: "light" },
] as const;

const wanted = process.argv.slice(2);
const port = await freePort();
const stack = await startStack({ appPorts: [port], sandbox: { SANDBOX_NOW: "2026-07-15T14:00:00Z", SANDBOX_LIMIT_FACTOR: "1000" } });
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--disable-gpu", "--disable-background-networking"] });
try {
  const { url } = await stack.product({ port, env: { LOG_LEVEL: "warn" } });
  for (const look of looks) {
    const page = await opened(browser, look);
    await signIn(page, "admin.one@example.com", url);
    await copyFilled(page);
    for (const [name, { at, part }] of Object.entries(pictures)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await page.goto(new URL(at, url).href);
      const target = part ? page.getByRole("region", { name: part }) : page.getByRole("main");
      await target.scrollIntoViewIfNeeded();
      await drawn(page);
      await (part ? target : page).screenshot({ path: path.join(folder, `${name}${look.suffix}.png`), animations: "disabled" });
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await stack.stop();
}

async function opened(from: Browser, { width, height, colorScheme }: (typeof looks)[number]): Promise<Page> {
  const context = await from.newContext({
    viewport: { width, height }, colorScheme, reducedMotion: "reduce",
    locale: "en-US", timezoneId: "America/New_York",
  });
  return context.newPage();
}

/** Histories and lists rest on the desk's copy: pictures wait until it holds everything. */
async function copyFilled(page: Page): Promise<void> {
  for (;;) {
    const { kinds } = (await (await page.request.get(new URL("/api/mirror", page.url()).href)).json()) as MirrorState;
    if (kinds.every(({ filled, checks }) => filled && checks.open === 0)) return;
    await pause(500);
  }
}

/** Until nothing loads any more, and charts that are in view, which come after the numbers, are there. */
async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && document.fonts.status === "loaded");
  await pause(2_000);
}
