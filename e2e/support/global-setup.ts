import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inherited, start } from "../../scripts/process";

/** Starts database, sandbox and product once for the whole run, and stops them at its end. */
export default async function setup() {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-e2e-"));
  const file = path.join(folder, "stack.json");
  const program = await new Promise<ReturnType<typeof start>>((resolve, reject) => {
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
  process.env.STACK_FILE = file;
  return async () => {
    await program.stop("SIGTERM", 20_000);
    rmSync(folder, { recursive: true, force: true });
  };
}
