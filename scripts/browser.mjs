import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const places = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** The path of an executable that is installed, or null. */
function installed() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => path.join(folder, name))), ...places];
  return candidates.find((file) => runs(file)) ?? null;
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;
  } catch {
    return false;
  }
}

/** The browser that Playwright downloads for itself, where it is or can be had. */
async function playwrights() {
  const { chromium } = await import("@playwright/test");
  const file = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : null);
  if (file()) return file();
  console.log("Looking for a browser: trying Playwright's own download…");
  const cli = path.join(import.meta.dirname, "../node_modules/@playwright/test/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium", "--no-shell"], { stdio: "ignore", timeout: 300_000 });
  return file();
}

/** Debian's package, which only root can install. */
function debians() {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return null;
  console.log("Looking for a browser: installing Debian's chromium…");
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, timeout: 600_000 };
  spawnSync("apt-get", ["update"], options);
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], options);
  return installed();
}

/** Finds a Chromium: one that is installed, else Playwright's download, else Debian's package. */
export async function findBrowser() {
  const found = installed() ?? (await playwrights()) ?? debians();
  if (found) return found;
  console.error("No browser for the end-to-end tests. Install Chromium or Chrome, or set CHROMIUM_PATH to one.");
  process.exit(1);
}
