import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { check, type Report } from "./served/check";
import { manifestFile, manifestSchema, sha256 } from "./served/manifest";

const help = `Compares what a running server serves to browsers with the build's manifest, and names what differs.

  npm run verify:served -- URL [--manifest FILE] [--cookie-file FILE]

  --manifest FILE      the manifest that the build left in .next/${manifestFile}, taken from there to this machine
  --cookie-file FILE   a Cookie header of somebody who is signed in, to look at the pages behind the sign-in too

Ends with 0 where all is as built, 1 where something differs, 2 where it could not be compared.`;

function print({ faults, files, pages, inlineScripts }: Report): void {
  for (const { where, what } of faults) console.log(`${where}: ${what}`);
  console.log(`${files} files and ${new Set(pages).size} pages with ${inlineScripts} inline scripts compared.`);
  console.log(faults.length === 0 ? "No differences." : faults.length === 1 ? "1 difference." : `${faults.length} differences.`);
}

/** The origin to ask. A cookie travels over TLS, or not beyond this machine. */
function originOf(text: string, withCookie: boolean): string {
  const { origin, protocol, hostname } = new URL(text);
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (withCookie && protocol !== "https:" && !here) throw new Error("A cookie is sent over https alone.");
  return origin;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { manifest: { type: "string" }, "cookie-file": { type: "string" } },
  });
  const [address] = positionals;
  if (!address || positionals.length > 1) return console.error(help), 2;
  const cookieFile = values["cookie-file"];
  const url = originOf(address, cookieFile !== undefined);
  const bytes = await readFile(values.manifest ?? path.join(import.meta.dirname, "../.next", manifestFile));
  const manifest = manifestSchema.parse(JSON.parse(bytes.toString("utf8")));
  console.log(`Build ${manifest.buildId}, manifest SHA-256 ${sha256(bytes)}`);
  const cookie = cookieFile === undefined ? null : (await readFile(cookieFile, "utf8")).trim();
  const report = await check({ url, manifest, cookie });
  print(report);
  return report.faults.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (fault) {
  const because = fault instanceof Error && fault.cause instanceof Error ? ` (${fault.cause.message})` : "";
  console.error(`${fault instanceof Error ? fault.message : String(fault)}${because}`);
  process.exitCode = 2;
}
