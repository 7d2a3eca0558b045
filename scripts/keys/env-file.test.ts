import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeSettings, settingsIn, withSetting } from "./env-file";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "countersign-env-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("one setting of a text", () => {
  it.each([
    ["A=1\nB=2\n", "A=new\nB=2\n"],
    ["# A=0\nexport A = '1' # why\nAA=2\n", "# A=0\nA=new\nAA=2\n"],
    ["B=2", "B=2\nA=new\n"],
    ["", "A=new\n"],
  ])("in %j", (before, after) => expect(withSetting(before, "A", "new")).toBe(after));

  it("is quoted where it must be, and taken as it is", () => {
    expect(withSetting("A=1", "A", "/a b/$&#c")).toBe('A="/a b/$&#c"');
  });

  it("is not guessed where it is there twice", () => expect(() => withSetting("A=1\nA=2", "A", "3")).toThrow("A is set 2 times"));
});

describe("a file of settings", () => {
  it("is changed for its owner alone to read, also behind a link, and kept as it was", async () => {
    const file = path.join(folder, ".env");
    await writeFile(file, "A=1\nB=2\n", { mode: 0o644 });
    await symlink(file, path.join(folder, "link"));
    const backup = await changeSettings(path.join(folder, "link"), { A: "x", C: "y" });
    expect(await settingsIn(file)).toEqual({ A: "x", B: "2", C: "y" });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    expect(await readFile(backup, "utf8")).toBe("A=1\nB=2\n");
    expect((await readdir(folder)).sort()).toEqual([".env", path.basename(backup), "link"]);
  });

  it("stays as it was where it cannot be changed", async () => {
    const file = path.join(folder, ".env");
    await writeFile(file, "A=1\nA=2\n");
    await expect(changeSettings(file, { A: "x" })).rejects.toThrow("set 2 times");
    expect(await readFile(file, "utf8")).toBe("A=1\nA=2\n");
    await expect(settingsIn(path.join(folder, "none"))).rejects.toThrow("There is no file");
  });
});
