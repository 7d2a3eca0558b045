import { defineConfig, devices } from "@playwright/test";

/** Journeys of real users in Chromium, against the production build (`npm run build` first) and the sandbox. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/global-setup.ts",
  // Each worker has a stack of its own, whose sandbox is reset before each test: within a worker tests take turns. One is
  // enough for a file or two; `npm run e2e` takes two.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 900 },
    locale: "en-US",
    timezoneId: "America/New_York",
    // A trace slows every action down; `-- --trace retain-on-failure` records one when a failure is looked into.
    trace: "off",
    screenshot: "only-on-failure",
    video: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
