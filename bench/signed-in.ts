import { chromium, type Browser, type BrowserContext } from "@playwright/test";
import { signIn } from "../e2e/support/sign-in";

export interface Person {
  url: string;
  browser: Browser;
  state: Awaited<ReturnType<BrowserContext["storageState"]>>;
  /** The session cookie as a header. */
  cookie: string;
}

/** Signs somebody in with a real browser, an initiator unless told otherwise. */
export async function signedIn(url: string, executablePath: string, email = "initiator.one@example.com"): Promise<Person> {
  const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", "--disable-background-networking"] });
  const context = await browser.newContext();
  await signIn(await context.newPage(), email, url);
  const state = await context.storageState();
  await context.close();
  const cookie = state.cookies
    .filter(({ domain }) => domain === "localhost")
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
  return { url, browser, state, cookie };
}
