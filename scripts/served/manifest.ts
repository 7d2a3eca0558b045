import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { revealAtOnce } from "@/lib/reveal-at-once";
import { scriptPolicy } from "@/lib/script-policy";
import { contentSecurityPolicy } from "@/proxy";

/** Stands for the nonce of one page, where a policy is compared. */
export const anyNonce = "NONCE";

/** Lies in the build's folder. */
export const manifestFile = "served.json";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What a build serves to browsers, so that a server can be compared with it from elsewhere. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  buildId: z.string(),
  /** The Content-Security-Policy of a page. */
  policy: z.string(),
  /** SHA-256 of each file under `/_next/static/`, by its path there: scripts, styles and fonts. */
  files: z.record(z.string(), digest),
  /** Code that stands in pages themselves: ours, and what React writes to put streamed parts in their place. */
  inline: z.array(z.string().min(1)),
});
export type Manifest = z.output<typeof manifestSchema>;

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Reads a build's folder (`.next`). Throws where there is no build in it. */
export async function manifestOf(build: string): Promise<Manifest> {
  const root = path.join(build, "static");
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  const files: Record<string, string> = {};
  for (const name of names.sort()) files[name] = sha256(await readFile(path.join(root, name)));
  const buildId = await readFile(path.join(build, "BUILD_ID"), "utf8");
  return { version: 1, buildId, policy: contentSecurityPolicy(anyNonce, false), files, inline: [scriptPolicy, revealAtOnce, ...(await reactsOwn())] };
}

/** The code that React's server renderer writes into pages, read from the very package that the build used. Calls of it follow it. */
async function reactsOwn(): Promise<string[]> {
  const file = createRequire(import.meta.url).resolve("next/dist/compiled/react-dom/cjs/react-dom-server.node.production.js");
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  const literals = lines.filter((line) => /^(["'])(requestAnimationFrame\(|\$R[A-Z]=).*\1$/.test(line));
  const codes = literals.map((literal) => (runInNewContext(literal) as string).replace(/\$R[A-Z]\("$/, ""));
  if (codes.length < 5) throw new Error(`${file} does not hold the code that React writes into pages in the way that is known`);
  return [...new Set(codes)];
}
