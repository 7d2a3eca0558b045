import { readFileSync } from "node:fs";
import path from "node:path";

/** What the tests know of the running stack; written by the global setup. */
export interface StackInfo {
  /** The first has a product process; the others are free for processes that a test starts itself. */
  ports: number[];
  portalUrl: string;
  apiUrl: string;
  controlUrl: string;
  ownerUrl: string;
  /** Settings of the product process at the first port. */
  env: Record<string, string>;
}

export const stackFile = (worker: number): string => path.join(process.env.STACK_FOLDER!, `stack-${worker}.json`);

/** The stack of the worker that this runs in. */
export const stack = (): StackInfo => JSON.parse(readFileSync(stackFile(Number(process.env.TEST_PARALLEL_INDEX)), "utf8")) as StackInfo;
