import { readFileSync } from "node:fs";

/** What the tests know of the running stack; written by the global setup. */
export interface StackInfo {
  /** The first has a product process; the others are free for processes that a test starts itself. */
  ports: number[];
  portalUrl: string;
  apiUrl: string;
  controlUrl: string;
  /** Settings of the product process at the first port. */
  env: Record<string, string>;
}

export const stack = (): StackInfo => JSON.parse(readFileSync(process.env.STACK_FILE!, "utf8")) as StackInfo;
