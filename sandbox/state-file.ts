import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { BankState } from "./bank/types";

interface Saved {
  state: BankState;
  now: string;
}

const delayMs = 300;

/** Keeps the bank's state in a file over restarts. Written whole and renamed into place, at most every 300 ms and at the end. */
export class StateFile {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly path: string) {}

  /** Null where there is no file yet. Throws for one that is not ours, rather than overwrite it. */
  read(): Saved | null {
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
    const saved = JSON.parse(text) as Saved;
    if (saved.state?.version !== 1 || saved.state.company?.version !== 2) {
      throw new Error(`${this.path} is not a state of this version of the sandbox; start it with another file, or without`);
    }
    return saved;
  }

  later(current: () => Saved): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.write(current());
    }, delayMs);
    this.timer.unref();
  }

  write(saved: Saved): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify(saved), { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }
}
