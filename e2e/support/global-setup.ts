import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FullConfig } from "@playwright/test";
import { inherited, start } from "../../scripts/process";
import { stackFile } from "./stack";

/**
 * Starts database, sandbox and product for the whole run, and stops them at its end: a set for each worker, because every
 * test resets its bank. One after the other, so that they do not slow each other down past their deadlines.
 */
export default async function setup({ workers }: FullConfig) {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-e2e-"));
  process.env.STACK_FOLDER = folder;
  const programs: ReturnType<typeof start>[] = [];
  const stop = async () => {
    await Promise.all(programs.map((program) => program.stop("SIGTERM", 20_000)));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (let worker = 0; worker < workers; worker++) programs.push(await startFor(stackFile(worker)));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

const startFor = (file: string) =>
  new Promise<ReturnType<typeof start>>((resolve, reject) => {
    const started = start(process.execPath, ["--import", "tsx", "--conditions=react-server", "scripts/stack-for-tests.ts"], {
      env: { ...inherited, NODE_OPTIONS: "" },
      onLine: (line) => {
        if (!line.startsWith('{"ports"')) return;
        writeFileSync(file, line, { mode: 0o600 });
        resolve(started);
      },
    });
    void started.exited.then(() => reject(new Error(`The stack did not start:\n${started.output()}`)));
  });
