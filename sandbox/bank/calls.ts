/** One call that reached the sandbox. Neither bodies nor tokens nor query values are kept. */
export interface CallLine {
  server: "api" | "portal";
  /** The contract's id of the operation, null where no operation matched. */
  operation: string | null;
  method: string;
  path: string;
  member: string | null;
  /** What was answered; null where the connection was dropped. */
  status: number | null;
  /** The fault that was played, if one was. */
  fault: string | null;
  requestId: string;
  at: string;
}

const most = 100_000;
/** They go by the thousand: to move all that stay for each one that goes is slow. */
const slack = 1_000;

/** The calls since the start or the last clearing, oldest first; the oldest go when there are too many. */
export class Calls {
  private lines: CallLine[] = [];

  add(line: CallLine): void {
    this.lines.push(line);
    if (this.lines.length > most + slack) this.lines.splice(0, this.lines.length - most);
  }

  all(): readonly CallLine[] {
    return this.lines;
  }

  clear(): void {
    this.lines = [];
  }
}
