import { existsSync } from "node:fs";

/** Runs a script: what it throws is a sentence for whoever started it, and `false` is an end with 1. */
export async function run(main: () => Promise<boolean>): Promise<void> {
  // Next reads this file for the product; what is set already stays.
  if (existsSync(".env")) process.loadEnvFile(".env");
  try {
    process.exitCode = (await main()) ? 0 : 1;
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  }
}

/** A setting that a script cannot do without. */
export function setting(name: "DATABASE_URL" | "VAULT_KEYS", why: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: ${why}`);
  return value;
}
