// Plain JavaScript without packages: it runs before any package is there.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";

export const root = path.join(import.meta.dirname, "..");
const stamp = path.join(root, "node_modules/.countersign-lock");

/** Runs a program with its output on our screen; ends us when it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env }, shell: process.platform === "win32" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Refuses a Node that the packages do not run on. */
function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22) return;
  console.error(`Countersign needs Node 20.19 or later (22 or 24 for a deployment); this is ${process.version}.`);
  process.exit(1);
}

/** Installs exactly what the lock file says, unless that has been done. */
export function install() {
  checkNode();
  const lock = createHash("sha256").update(readFileSync(path.join(root, "package-lock.json"))).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages (about two minutes the first time)…");
  // Production variables of the shell would leave out what tests and sandbox need.
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { NODE_ENV: "development" });
  writeFileSync(stamp, lock);
}
