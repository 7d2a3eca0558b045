import { spawn, type ChildProcess } from "node:child_process";

/** A program that we started, known by its pid, with the last of what it printed. */
export interface Program {
  pid: number;
  /** The last lines of output, for an error message. */
  output(): string;
  exited: Promise<number | null>;
  /** Ends it: SIGTERM, then SIGKILL after `graceMs`; SIGKILL at once where asked for. */
  stop(signal?: "SIGTERM" | "SIGKILL", graceMs?: number): Promise<void>;
}

/** Programs that run. However we end, they get the signal to end too. */
const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGTERM")));

/** What our programs get of our own environment; everything else they are told. */
export const inherited = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: process.env.LANG };

interface Options {
  env: Record<string, string | undefined>;
  /** Also pass output through to our own. */
  echo?: boolean;
  /** Called with each whole line of output. */
  onLine?: (line: string) => void;
}

export function start(command: string, args: string[], { env, echo = false, onLine }: Options): Program {
  const child: ChildProcess = spawn(command, args, { env: { ...env } as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const lines: string[] = [];
  let rest = "";
  const take = (chunk: Buffer) => {
    if (echo) process.stdout.write(chunk);
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop()!;
    for (const line of parts) {
      lines.push(line);
      onLine?.(line);
    }
    lines.splice(0, Math.max(0, lines.length - 200));
  };
  child.stdout!.on("data", take);
  child.stderr!.on("data", take);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    pid: child.pid!,
    output: () => [...lines, rest].join("\n"),
    exited,
    async stop(signal = "SIGTERM", graceMs = 12_000) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      const hard = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await exited;
      clearTimeout(hard);
    },
  };
}

/** Waits until `url` answers with a success, or fails with what the program printed. */
export async function untilAnswers(url: string, program: Program, deadlineMs = 60_000): Promise<void> {
  const end = Date.now() + deadlineMs;
  let gone = false;
  void program.exited.then(() => (gone = true));
  while (Date.now() < end && !gone) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer${gone ? " (the program ended)" : ""}:\n${program.output()}`);
}
