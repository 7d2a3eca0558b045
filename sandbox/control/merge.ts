/** Something asked of the control port that cannot be done. */
export class ControlFault extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "ControlFault";
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const risky = new Set(["__proto__", "constructor", "prototype"]);

/** A copy of `known` with `change` laid over it: objects are merged, everything else (lists and null too) takes the place of what was. */
export function merge(known: unknown, change: unknown): unknown {
  if (!isObject(known) || !isObject(change)) return change;
  const out: Record<string, unknown> = { ...known };
  for (const [key, value] of Object.entries(change)) if (!risky.has(key)) out[key] = merge(known[key], value);
  return out;
}
