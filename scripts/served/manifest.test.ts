import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sha256Hex } from "@/lib/sha256";
import { inlineKind } from "./inline";
import { manifestOf, manifestSchema } from "./manifest";

let build: string;
beforeEach(async () => {
  build = await mkdtemp(path.join(tmpdir(), "countersign-build-"));
});
afterEach(() => rm(build, { recursive: true, force: true }));

it("names every file that a build serves, whatever folder it lies in", async () => {
  await mkdir(path.join(build, "static/chunks/app"), { recursive: true });
  await writeFile(path.join(build, "BUILD_ID"), "build-1");
  await writeFile(path.join(build, "static/chunks/app/b.js"), "b");
  await writeFile(path.join(build, "static/a.css"), "a");
  const manifest = manifestSchema.parse(await manifestOf(build));
  expect(manifest.buildId).toBe("build-1");
  expect(manifest.files).toEqual({ "a.css": sha256Hex("a"), "chunks/app/b.js": sha256Hex("b") });
  expect(manifest.policy).toContain("script-src 'self' 'nonce-NONCE' 'strict-dynamic'");
});

it("knows what React writes into pages", async () => {
  await mkdir(path.join(build, "static"));
  await writeFile(path.join(build, "BUILD_ID"), "build-1");
  const { inline } = await manifestOf(build);
  expect(inlineKind("requestAnimationFrame(function(){$RT=performance.now()});", inline)).toBe("known");
  expect(inline.filter((code) => /^\$R[A-Z]=/.test(code)).length).toBeGreaterThanOrEqual(4);
});

it("refuses a folder without a build", () => expect(manifestOf(build)).rejects.toThrow("static"));
