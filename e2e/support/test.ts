import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { theBank, type Bank } from "./bank";
import { authenticatorOf, authenticatorOn } from "./passkeys";
import { forgetSigning } from "./sessions";
import { signIn } from "./sign-in";
import { stack } from "./stack";

export const members = {
  adminOne: "admin.one@example.com",
  adminTwo: "admin.two@example.com",
  initiatorOne: "initiator.one@example.com",
  initiatorTwo: "initiator.two@example.com",
  approverOne: "approver.one@example.com",
  approverTwo: "approver.two@example.com",
  approverThree: "approver.three@example.com",
  viewerOne: "viewer.one@example.com",
} as const;
export type MemberName = keyof typeof members;

/** The address of the product process that runs for all tests. */
export const appUrl = () => `http://localhost:${stack().ports[0]}`;

/** Everything that went wrong on a page without a person asking for it: a test fails on any of it. */
function watch(context: BrowserContext, faults: string[]): void {
  context.on("console", (message) => {
    // A refused command is part of many tests; the browser reports each such answer here by itself.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (fault) => faults.push(`script: ${fault.error().message}`));
  void context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
}

interface Fixtures {
  bank: Bank;
  /** A browser of one's own for a member, signed in, at a page of the desk; with `passkey` it can sign. Each call is another browser. */
  as: (member: MemberName, options?: { at?: string; fresh?: boolean; passkey?: boolean }) => Promise<Page>;
  /** A browser of one's own, signed out. */
  stranger: () => Promise<Page>;
  faults: string[];
}

interface KeptSignIn {
  state: Awaited<ReturnType<BrowserContext["storageState"]>>;
  since: number;
}
/** A kept session is left before SESSION_IDLE_SECONDS are over: many tests only look, and looking keeps no session. */
const keptMilliseconds = 8 * 60_000;

export const test = base.extend<Fixtures, { signedIn: Map<string, KeptSignIn> }>({
  // Sign-ins are kept from test to test, because a person signs in once a morning; tests about sign-in ask for fresh ones.
  signedIn: [
    async ({}, use) => {
      await forgetSigning({ passkeys: true });
      await use(new Map());
    },
    { scope: "worker", auto: true },
  ],
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    expect(faults, "nothing went wrong in any browser").toEqual([]);
  },
  bank: [
    async ({}, use) => {
      const bank = theBank();
      await Promise.all([bank.reset(), forgetSigning()]);
      await use(bank);
    },
    { auto: true },
  ],
  stranger: async ({ browser, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await open(browser, faults);
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  as: async ({ browser, faults, signedIn }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (member, { at = "/", fresh = false, passkey = false } = {}) => {
      const last = fresh ? undefined : signedIn.get(member);
      const kept = last && Date.now() - last.since < keptMilliseconds ? last : undefined;
      const context = await open(browser, faults, kept?.state);
      contexts.push(context);
      const page = await context.newPage();
      if (passkey) await authenticatorOn(page, await authenticatorOf(members[member], appUrl()));
      if (kept) await page.goto(at);
      if (!kept || page.url().includes("/sign-in")) {
        await signIn(page, members[member], appUrl());
        if (!fresh) signedIn.set(member, { state: await context.storageState(), since: Date.now() });
        if (at !== "/") await page.goto(at);
      }
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

async function open(browser: Browser, faults: string[], storageState?: KeptSignIn["state"]) {
  const context = await browser.newContext({ baseURL: appUrl(), storageState });
  watch(context, faults);
  return context;
}

/** Until nothing of a page is loading any more. The network is no sign of it: the stream of live updates never ends. */
export const settled = (page: Page): Promise<void> => expect(page.locator('[aria-busy="true"]')).toHaveCount(0);

/** Fails on what breaks WCAG 2.2 AA as far as a machine can tell; by one rule alone, or by all but the slowest. */
export async function expectAccessible(page: Page, { only, without }: { only?: string; without?: string } = {}): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (only) axe.withRules(only);
  else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  if (without) axe.disableRules(without);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

export { clickUntil } from "./click-until";
export { expect } from "@playwright/test";
