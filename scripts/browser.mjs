import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const places = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];
const seconds = 1000;

/** Runs a program to its end, at most so long; true when it succeeded. Its output is shown only when it fails. */
function succeeds(command, args, { timeout, env = {} }) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    timeout,
    // Downloads wait for answers in ways that a friendly signal does not end.
    killSignal: "SIGKILL",
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  if (status === 0) return true;
  const why = error?.code === "ETIMEDOUT" ? `not done after ${timeout / seconds} s` : (error?.message ?? lastLines(stdout + stderr));
  console.log(`  did not work: ${why}`);
  return false;
}

const lastLines = (text) => text.trim().split("\n").slice(-3).join("\n  ");

/** The path of an executable that is installed, or null. */
function installed() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => path.join(folder, name))), ...places];
  return candidates.find(runs) ?? null;
}

/** Whether a file is a browser that starts: Debian-like systems have stubs of that name that only say what to install. */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return spawnSync(file, ["--version"], { timeout: 20 * seconds, killSignal: "SIGKILL" }).status === 0;
  } catch {
    return false;
  }
}

/** The browser that Playwright downloads for itself, where it is or can be had. */
async function playwrights() {
  const { chromium } = await import("@playwright/test");
  const file = () => (existsSync(chromium.executablePath()) && runs(chromium.executablePath()) ? chromium.executablePath() : null);
  if (file()) return file();
  console.log("No Chromium is installed. Trying Playwright's own download…");
  const cli = path.join(import.meta.dirname, "../node_modules/@playwright/test/cli.js");
  const got = succeeds(process.execPath, [cli, "install", "chromium", "--no-shell"], {
    timeout: 240 * seconds,
    // An address that does not answer is given up soon; one that answers may take its time.
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(15 * seconds) },
  });
  if (got && !file()) console.log("  did not work: the downloaded browser does not start (libraries of the system may be missing)");
  return file();
}

/** Debian's package, which only root can install. */
function debians() {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return null;
  console.log("Trying Debian's package chromium…");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const network = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=60"];
  succeeds("apt-get", [...network, "update"], { env, timeout: 120 * seconds });
  const packages = ["chromium", "fonts-liberation"];
  succeeds("apt-get", [...network, "install", "-y", "--no-install-recommends", ...packages], { env, timeout: 420 * seconds });
  return installed();
}

/** Finds a Chromium: the one that CHROMIUM_PATH names, else one that is installed, else Playwright's download, else Debian's package. */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !runs(named)) return giveUp(`CHROMIUM_PATH names ${named}, which is no browser that starts.`);
  const found = named || (installed() ?? (await playwrights()) ?? debians());
  return found ?? giveUp("No browser for the end-to-end tests. Install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}

function giveUp(message) {
  console.error(message);
  process.exit(1);
}
