// Plain JavaScript without packages: it runs before any package is there.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { constants } from "node:os";
import path from "node:path";

export const root = path.join(import.meta.dirname, "..");
const stamp = path.join(root, "node_modules/.countersign-lock");

/**
 * Runs a program with its output on our screen. Ends us with its exit code when it fails, and hands it the signals that we
 * get: we wait until it has put away what it started. `forever`: being told to end is how it is meant to end.
 */
export async function run(command, args, env = {}, { forever = false } = {}) {
  const windows = process.platform === "win32";
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env }, shell: windows && command === "npm" });
  let told = null;
  const pass = (signal) => {
    // The terminal sends its own Ctrl-C to the program as well; a second one does no harm.
    told = signal;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (...end) => resolve(end));
  });
  for (const one of signals) process.removeListener(one, pass);
  if (forever && told && code === 0) process.exit(0);
  const ended = told ?? signal;
  if (ended) process.exit(128 + constants.signals[ended]);
  if (code !== 0) process.exit(code ?? 1);
}

/** Refuses a Node that the packages do not run on. */
function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22) return;
  console.error(`Countersign needs Node 20.19 or later (22 or 24 for a deployment); this is ${process.version}.`);
  process.exit(1);
}

/** Installs exactly what the lock file says, unless that has been done. */
export async function install() {
  checkNode();
  const lock = createHash("sha256").update(readFileSync(path.join(root, "package-lock.json"))).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages (about two minutes the first time)…");
  // Production variables of the shell would leave out what tests and sandbox need.
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { NODE_ENV: "development" });
  writeFileSync(stamp, lock);
}
