import type { parseArgs } from "node:util";

export const options = {
  env: { type: "string", default: ".env" },
  id: { type: "string", default: new Date().toISOString().slice(0, 10) },
  alg: { type: "string" },
  out: { type: "string" },
  activate: { type: "string" },
  "key-id": { type: "string" },
  prepare: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
} as const;
export type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"] & { env: string; id: string };

export interface Said {
  text: string;
  code?: number;
}

export const needed = (value: string | undefined, name: string, file: string): string => {
  if (value) return value;
  throw new Error(`${name} is not set in ${file}.`);
};

export const nameIt = "Name the file for the new key with --out, outside this repository.";
