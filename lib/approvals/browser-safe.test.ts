import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every module that is loaded with this one, packages by name. Imports of types alone load nothing. */
function loaded(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, names, from] of readFileSync(path.join(root, file), "utf8").matchAll(
    /^(?:import|export)\s+(?!type\b)([^;]*?)from\s+"([^"]+)";/gms,
  )) {
    if (/^\{(\s*type [\w ]+,?)+\s*\}\s*$/.test(names!)) continue;
    const at = from!.startsWith("@/") ? from!.slice(2) : from!.startsWith(".") ? path.join(path.dirname(file), from!) : null;
    if (at === null) seen.add(from!);
    else loaded(existsSync(path.join(root, `${at}.ts`)) ? `${at}.ts` : `${at}/index.ts`, seen);
  }
  return seen;
}

describe("what the browser loads of the rules and forms", () => {
  it.each([
    "lib/approvals/types.ts",
    "lib/approvals/tabs.ts",
    "lib/approvals/who-may.ts",
    "lib/approvals/rail.ts",
    "lib/approvals/statement.ts",
    "lib/approvals/payee.ts",
    "lib/approvals/differences.ts",
    "lib/approvals/findings/words.ts",
    "lib/approvals/policy/form-content.ts",
    "lib/approvals/policy/simulation-words.ts",
    "lib/forms/transfer.ts",
  ])("%s brings no package along", (file) => {
    expect([...loaded(file)].filter((one) => !one.startsWith("lib/"))).toEqual([]);
  });
  it("notices a package", () => {
    expect(loaded("lib/jiko/pockets.ts")).toContain("zod");
  });
});
