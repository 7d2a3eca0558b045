import { writeFile } from "node:fs/promises";
import path from "node:path";
import { manifestOf, manifestFile, sha256 } from "./served/manifest";

// The last step of a build: what it made, to compare with what a server serves (`npm run verify:served`).
const build = path.join(import.meta.dirname, "..", process.env.COUNTERSIGN_BENCH ? ".next-bench" : ".next");
const manifest = await manifestOf(build);
const text = `${JSON.stringify(manifest, null, 1)}\n`;
const file = path.join(build, manifestFile);
await writeFile(file, text);
console.log(`${path.relative(process.cwd(), file)}: ${Object.keys(manifest.files).length} files, SHA-256 ${sha256(Buffer.from(text))}`);
